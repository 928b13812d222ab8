//! Reads from source which modules a crate has, and which modules each of them reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Token, UseTree};

/// The path of a module, its crate first: `["smart_codegen", "diff", "judge"]`.
pub(crate) type Module = Vec<String>;

/// Pairs of modules of which the first reaches the second.
pub(crate) type Edges = BTreeSet<(Module, Module)>;

/// The modules of all crates.
#[derive(Default)]
pub(crate) struct Modules {
    /// The file in which each module stands.
    pub(crate) files: BTreeMap<Module, PathBuf>,
    /// The names that each module brings into scope, with the path that each stands for.
    imported: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
    /// The paths that each module reaches, from the crate on, as long as the source writes them.
    reached: BTreeMap<Module, BTreeSet<Vec<String>>>,
}

impl Modules {
    /// Reads crates, each by its name and its root file, such as `codegen/src/lib.rs`.
    pub(crate) fn read(roots: &[(String, PathBuf)]) -> Self {
        let mut sources = Vec::new();
        for (name, file) in roots {
            collect(file, vec![name.clone()], &mut sources);
        }
        let mut read = Self {
            files: sources
                .iter()
                .map(|source| (source.module.clone(), source.file.clone()))
                .collect(),
            ..Self::default()
        };
        for Source { module, items, .. } in &sources {
            let mut imports = Imports::default();
            items.iter().for_each(|item| imports.visit_item(item));
            let names = imports.names.into_iter();
            let names =
                names.filter_map(|(name, path)| Some((name, read.absolute(module, &path)?)));
            let names = names.collect();
            read.imported.insert(module.clone(), names);
        }
        for Source { module, items, .. } in sources {
            let mut paths = Paths::default();
            items.iter().for_each(|item| paths.visit_item(item));
            let paths = paths.found.iter();
            let reached = paths.filter_map(|path| read.absolute(&module, path));
            let reached = reached.collect();
            read.reached.insert(module, reached);
        }
        read
    }

    /// Returns every pair of modules of which the first reaches the second.
    pub(crate) fn edges(&self) -> Edges {
        let pairs = self.reached.iter().flat_map(|(module, reached)| {
            let targets = reached.iter().map(|path| self.target(path, 0));
            targets.map(move |target| (module.clone(), target))
        });
        pairs.filter(|(from, to)| from != to).collect()
    }

    /// Returns the path with its crate first, or nothing if the path leads to a crate of others.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => module[..1].to_vec(),
            "self" => module.clone(),
            "super" => module.split_last()?.1.to_vec(),
            name => {
                let mut child = module.clone();
                child.push(name.to_owned());
                let import = self.imported.get(module).and_then(|names| names.get(name));
                match import {
                    _ if self.files.contains_key(&child) => child,
                    Some(path) => path.clone(),
                    None if self.files.contains_key(&child[module.len()..]) => {
                        vec![name.to_owned()]
                    }
                    None => return None,
                }
            }
        };
        let mut rest = rest;
        while let [first, others @ ..] = rest
            && first == "super"
        {
            base.pop()?;
            rest = others;
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// Returns the module that a path leads to, through the names that modules hand on.
    fn target(&self, path: &[String], depth: usize) -> Module {
        let longest = (0..=path.len()).rev();
        let known = longest
            .map(|length| path[..length].to_vec())
            .find(|module| self.files.contains_key(module))
            .unwrap_or_default();
        let handed_on = path.get(known.len()).and_then(|name| {
            let stands_for = self.imported.get(&known)?.get(name)?;
            (depth < 8 && !path.starts_with(stands_for)).then_some(stands_for)
        });
        match handed_on {
            Some(path) => self.target(path, depth + 1),
            None => known,
        }
    }
}

/// The code of a module.
struct Source {
    module: Module,
    file: PathBuf,
    items: Vec<Item>,
}

/// Collects the modules of a file and those below it, tests left out.
fn collect(file: &Path, module: Module, sources: &mut Vec<Source>) {
    let text = fs::read_to_string(file).unwrap();
    let items = syn::parse_file(&text).unwrap().items;
    let folder = match file.file_stem().and_then(|name| name.to_str()) {
        Some("lib" | "main" | "mod") => file.parent().unwrap().to_owned(),
        _ => file.with_extension(""),
    };
    collect_items(&folder, file, items, module, sources);
}

fn collect_items(
    folder: &Path,
    file: &Path,
    items: Vec<Item>,
    module: Module,
    sources: &mut Vec<Source>,
) {
    let mut own = Vec::new();
    for item in items {
        let Item::Mod(inner) = item else {
            own.push(item);
            continue;
        };
        if is_test(&inner.attrs) {
            continue;
        }
        let name = inner.ident.to_string();
        let mut path = module.clone();
        path.push(name.clone());
        match inner.content {
            Some((_, items)) => collect_items(&folder.join(&name), file, items, path, sources),
            None => collect(&file_of(folder, &name), path, sources),
        }
    }
    sources.push(Source {
        module,
        file: file.to_owned(),
        items: own,
    });
}

fn file_of(folder: &Path, name: &str) -> PathBuf {
    let flat = folder.join(format!("{name}.rs"));
    if flat.exists() {
        flat
    } else {
        folder.join(name).join("mod.rs")
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute
            .path()
            .is_ident("cfg")
            .then(|| attribute.meta.require_list());
        condition.is_some_and(|list| {
            list.is_ok_and(|list| ["test", "doctest"].contains(&list.tokens.to_string().as_str()))
        })
    })
}

/// The names that `use` brings into scope.
#[derive(Default)]
struct Imports {
    names: Vec<(String, Vec<String>)>,
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        leaves(&item.tree, &mut Vec::new(), &mut |path, name| {
            if let Some(name) = name {
                self.names.push((name, path));
            }
        });
    }

    // What a function imports is in no scope of others.
    fn visit_block(&mut self, _: &'ast syn::Block) {}
}

/// Calls back with each path of a `use` and the name that it gets, if it gets one.
fn leaves(
    tree: &UseTree,
    prefix: &mut Vec<String>,
    found: &mut impl FnMut(Vec<String>, Option<String>),
) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            leaves(&path.tree, prefix, found);
            prefix.pop();
        }
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| leaves(tree, prefix, found)),
        UseTree::Glob(_) => found(prefix.clone(), None),
        UseTree::Name(name) if name.ident == "self" => {
            found(prefix.clone(), prefix.last().cloned())
        }
        UseTree::Name(name) => found(joined(prefix, &name.ident), Some(name.ident.to_string())),
        UseTree::Rename(rename) if rename.ident == "self" => {
            found(prefix.clone(), Some(rename.rename.to_string()))
        }
        UseTree::Rename(rename) => found(
            joined(prefix, &rename.ident),
            Some(rename.rename.to_string()),
        ),
    }
}

fn joined(prefix: &[String], last: &syn::Ident) -> Vec<String> {
    let mut path = prefix.to_vec();
    path.push(last.to_string());
    path
}

/// All paths in the code of a module.
#[derive(Default)]
struct Paths {
    found: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        leaves(&item.tree, &mut Vec::new(), &mut |path, _| {
            self.found.push(path)
        });
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found.push(
            path.segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect(),
        );
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        let name = call
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        // These hold code of others.
        if matches!(
            name.as_deref(),
            Some("quote" | "parse_quote" | "quote_spanned")
        ) {
            return;
        }
        match call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(arguments) => arguments
                .iter()
                .for_each(|argument| self.visit_expr(argument)),
            Err(_) => self.tokens(call.tokens.clone()),
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

impl Paths {
    /// Finds the paths from `crate` and `super` in tokens that are no expressions.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident)
                    if path.is_empty()
                        && !["crate", "super"].contains(&ident.to_string().as_str()) => {}
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                TokenTree::Group(group) => {
                    self.finish(&mut path);
                    self.tokens(group.stream());
                }
                _ => self.finish(&mut path),
            }
        }
        self.finish(&mut path);
    }

    fn finish(&mut self, path: &mut Vec<String>) {
        if !path.is_empty() {
            self.found.push(std::mem::take(path));
        }
    }
}
