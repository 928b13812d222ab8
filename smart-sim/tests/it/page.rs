//! The page as bytes: its headers, its forms, its secrets. `tests/browser/` tests it in a browser.

use crate::client::{Clinic, PASSWORD_GRANT, Reply, TOKEN, claim};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

fn page(clinic: &Clinic) -> String {
    let reply = clinic.at("GET", "/", "", b"");
    assert_eq!(reply.status, 200);
    reply.text()
}

fn submit(clinic: &Clinic, form: &str, headers: &str, body: &str) -> Reply {
    let target = format!("/_sim/page/{form}");
    clinic.at("POST", &target, headers, body.as_bytes())
}

#[test]
fn the_page_loads_nothing_from_other_machines() {
    let clinic = Clinic::frozen();
    for (target, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/_sim/page/style.css", "text/css"),
        ("/_sim/page/live.js", "text/javascript"),
        ("/_sim/page/icon.svg", "image/svg+xml"),
    ] {
        let reply = clinic.at("GET", target, "", b"");
        assert_eq!(reply.header("content-type"), Some(kind));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for source in policy.split("; ").flat_map(|part| part.split(' ').skip(1)) {
            assert!(["'none'", "'self'"].contains(&source), "{policy}");
        }
    }
    let html = page(&clinic);
    let outside = |attribute: &str| html.matches(attribute).count();
    assert_eq!(
        (outside("=\"http"), outside("=\"//"), outside("style=\"")),
        (0, 0, 0)
    );
}

#[test]
fn a_form_acts_and_leads_back_to_the_page() {
    let clinic = Clinic::frozen();
    let reply = submit(&clinic, "card", FORM, "patient=23025764+SAMPLETEST502");
    assert_eq!(reply.status, 303);
    assert_eq!(reply.header("location"), Some("/?notice=1#sessions"));
    assert_eq!(clinic.status_of(100_001), "PENDING");
    let after = clinic.at("GET", "/?notice=1", "", b"").text();
    assert!(after.contains("Card read: session 100001 is PENDING"));
    assert!(!page(&clinic).contains("Card read"));

    // A mistake has a notice and no effect.
    for (form, body, what) in [
        ("card", "patient=1", "no patient has this number"),
        (
            "decide",
            "invoice=X&session=1&becomes=Billed",
            "no attempt of this invoice is Pending",
        ),
        (
            "decide",
            "invoice=X&session=1&becomes=Burnt",
            "Pick one of the buttons",
        ),
        ("fault-on", "fault=99", "Pick one of the faults"),
        ("fault-on", "fault=own&own=%7B", "no JSON"),
        ("fault-on", "fault=0&times=x", "times is not a whole number"),
        (
            "fault-on",
            "fault=0&operation=x",
            "no operation has this name",
        ),
        ("fault-off", "number=9", "was off already"),
        ("clock", "to=tomorrow", "The clock was not moved"),
    ] {
        let reply = submit(&clinic, form, FORM, body);
        assert_eq!(reply.status, 303, "{form}");
        let location = reply.header("location").unwrap().split('#').next().unwrap();
        let html = clinic.at("GET", location, "", b"").text();
        let alert = html.split_once("role=\"alert\">").expect(&html).1;
        assert!(
            alert.split("</p>").next().unwrap().contains(what),
            "{alert}"
        );
    }
    assert_eq!(clinic.sim.faults().len(), 0);
    assert_eq!(clinic.sim.now().to_string(), "2024-05-30 15:20:57");
}

#[test]
fn foreign_pages_cannot_send_its_forms() {
    let clinic = Clinic::frozen();
    let here = clinic.sim.origin();
    let origin = |origin: &str| format!("{FORM}Origin: {origin}\r\n");
    assert_eq!(submit(&clinic, "reset", &origin(&here), "").status, 303);
    for elsewhere in [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://localhost",
        "x",
    ] {
        let reply = submit(&clinic, "reset", &origin(elsewhere), "");
        assert_eq!(reply.status, 403, "{elsewhere}");
        let read = clinic.at("GET", "/", &format!("Origin: {elsewhere}\r\n"), b"");
        assert_eq!(read.status, 403, "{elsewhere}");
    }
    let rebound = format!(
        "GET / HTTP/1.1\r\nHost: evil.example:{}\r\nConnection: close\r\n\r\n",
        clinic.sim.address().port()
    );
    assert_eq!(clinic.send(rebound.as_bytes()).status, 403);
}

#[test]
fn unknown_and_malformed_forms_are_refused() {
    let clinic = Clinic::frozen();
    assert_eq!(submit(&clinic, "burn", FORM, "").status, 404);
    assert_eq!(
        submit(&clinic, "reset", "Content-Type: text/plain\r\n", "").status,
        415
    );
    assert_eq!(submit(&clinic, "card", FORM, "patient=%ff").status, 400);
    assert_eq!(
        submit(&clinic, "card", FORM, &"a".repeat(100_000)).status,
        400
    );
    assert_eq!(clinic.at("GET", "/_sim/page/reset", "", b"").status, 405);
    assert_eq!(clinic.at("POST", "/", "", b"").status, 405);
    for query in [
        "/?rows=0",
        "/?rows=99999999999999999999",
        "/?notice=x&rows=-1",
        "/?%ff",
    ] {
        assert_eq!(clinic.at("GET", query, "", b"").status, 200, "{query}");
    }
}

#[test]
fn the_page_shows_no_secret_and_escapes_markup() {
    let clinic = Clinic::frozen();
    assert_eq!(clinic.token(PASSWORD_GRANT).status, 200);
    let script = "<script>alert(1)</script>";
    let body = claim(93164, "87", script, "10.00");
    let headers = format!(
        "{}Content-Type: application/json\r\nX-Mark: {script}\r\n",
        clinic.bearer()
    );
    let target = format!("/api/claims?patientNumber=23025764&sessionId=93164&access_token={TOKEN}");
    assert_eq!(
        clinic
            .call("POST", &target, &headers, body.as_bytes())
            .status,
        200
    );
    let html = page(&clinic);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(html.matches("<script").count(), 1);
    for secret in [
        TOKEN,
        "simulated-password",
        "simulated-client-secret",
        "SGltaWxv",
    ] {
        assert!(!html.contains(secret), "{secret}");
    }
}

#[test]
fn the_page_stays_short() {
    let clinic = Clinic::frozen();
    for _ in 0..70 {
        clinic.sim.read_card("23025764", None).unwrap();
    }
    let html = page(&clinic);
    assert_eq!(html.matches("data-session=").count(), 50);
    assert!(html.contains("The latest 50 of 73"));
    assert!(html.contains("data-session=\"100070\""), "the newest");
    let all = clinic.at("GET", "/?rows=73", "", b"").text();
    assert_eq!(all.matches("data-session=").count(), 73);
    // The page shows only the size of a large body.
    let long = format!("[\"{}\"]", "x".repeat(100_000));
    clinic.post("/api/clinic-record", &long);
    let html = page(&clinic);
    assert!(html.contains("(100 kB; the control API shows all of it)") && html.len() < 100_000);
}
