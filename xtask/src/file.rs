//! Writes files as a whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::{Builder, TempPath};

use crate::plan::UNFINISHED;

/// Writes a whole file, or leaves what was there.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one function that writes files"
)]
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(old) if old.is_file() => {
            // A file without the permission to write stays as it is.
            File::options().write(true).open(path)?;
            // A link stays a link.
            let path = fs::canonicalize(path)?;
            let new = stage(&path, bytes.as_ref())?;
            fs::set_permissions(&new, old.permissions())?;
            Ok(new.persist(path)?)
        }
        Err(error) if error.kind() == ErrorKind::NotFound && !path.is_symlink() => {
            Ok(stage(path, bytes.as_ref())?.persist(path)?)
        }
        // A device, a pipe and a link to nowhere have no old contents.
        _ => fs::write(path, bytes),
    }
}

/// Writes a temporary file into the folder of `path`. A drop deletes it.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let (before, count, after) = UNFINISHED;
    let mut builder = Builder::new();
    builder.prefix(before).rand_bytes(count).suffix(after);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The umask of the user takes its part away, as with other programs.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    // Only the kind of the error, because its text names the temporary file.
    let mut file = builder.tempfile_in(folder).map_err(|error| error.kind())?;
    // The methods of the inner file, because the errors of the outer one name the temporary file.
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}
