//! Enums that are opened for a whole document: a value that it does not list is kept.

use smart_socket::json;

use crate::{call, echo, get};

pub(crate) async fn check() {
    let listed = r#"{"state":"open","inline":"a","all":["open","closed"],"named":{"n":"closed"},"event":{"kind":"came","from":"f"},"level":"low","word":"all"}"#;
    let listed = echo!(enums_opened.write(Write(Thing)), listed);
    let unlisted = r#"{"state":"paused","inline":"c","all":["open","paused"],"named":{"n":"paused"},"event":{"kind":"stays","at":1.50},"level":"mid","word":"most"}"#;
    let unlisted = echo!(enums_opened.write(Write(Thing)), unlisted);
    {
        use corpus::enums_opened::types::State;
        use corpus::enums_opened::types::{Event, ThingLevel};
        assert_eq!(
            (&listed.state, unlisted.state.as_str()),
            (&State::Open, "paused")
        );
        assert_eq!(unlisted.all, [State::Open, State::from("paused")]);
        assert!(matches!(listed.event, Event::Came(_)));
        // An event of another kind is no event of the document, and is kept as it came.
        assert!(
            matches!(&unlisted.event, Event::Other(json) if json.as_str() == r#"{"kind":"stays","at":1.50}"#)
        );
        assert!(
            matches!(&unlisted.level, Some(ThingLevel::ThingLevelVariant1(level)) if level.as_str() == "mid")
        );
        // Nothing tells two open enums apart.
        assert_eq!(unlisted.word.unwrap().json().as_str(), r#""most""#);
    }
    let left = echo!(
        enums_opened.write(Write(Thing)),
        r#"{"state":"closed","event":{"kind":"left","to":"t"},"level":7}"#
    );
    assert!(matches!(
        left.event,
        corpus::enums_opened::types::Event::Went(_)
    ));
    let read = call!(
        enums_opened.read(Read::new().order(types::ReadOrder::Up).state("paused")),
        json(200, r#"{"state":"","event":{}}"#),
        get("/thing?order=up&state=paused")
    );
    assert_eq!(read.unwrap().state.as_str(), "");
    // What is only sent stays closed.
    assert!(
        "sideways"
            .parse::<corpus::enums_opened::types::ReadOrder>()
            .is_err()
    );
}
