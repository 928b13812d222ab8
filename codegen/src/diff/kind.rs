//! The kinds of change with their names.

use std::fmt;

macro_rules! kinds {
    ($($kind:ident $id:literal $mirror:ident $rust:literal;)+) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the id names each kind, and `explain` describes it")]
        pub enum Kind {
            $($kind),+
        }

        impl Kind {
            /// Every kind, in the order of the report.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// Returns the name in kebab case, which is the same in every release.
            pub fn id(self) -> &'static str {
                match self { $(Kind::$kind => $id),+ }
            }

            /// Returns the kind of the same change with base and head swapped.
            pub fn mirror(self) -> Kind {
                match self { $(Kind::$kind => Kind::$mirror),+ }
            }

            /// Returns whether generated Rust can differ because of it. Documentation does not
            /// count.
            pub(crate) fn shows_in_rust(self) -> bool {
                match self { $(Kind::$kind => $rust),+ }
            }
        }
    };
}

kinds! {
    OperationAdded "operation-added" OperationRemoved true;
    OperationRemoved "operation-removed" OperationAdded true;
    OperationMoved "operation-moved" OperationMoved false;
    OperationRenamed "operation-renamed" OperationRenamed true;
    SecurityChanged "security-changed" SecurityChanged false;
    SecuritySchemeChanged "security-scheme-changed" SecuritySchemeChanged false;
    SecuritySchemeRenamed "security-scheme-renamed" SecuritySchemeRenamed false;
    SecuritySchemeAdded "security-scheme-added" SecuritySchemeRemoved false;
    SecuritySchemeRemoved "security-scheme-removed" SecuritySchemeAdded false;
    IdempotentSet "idempotent-set" IdempotentUnset false;
    IdempotentUnset "idempotent-unset" IdempotentSet false;
    ServerChanged "server-changed" ServerChanged false;
    ServerAdded "server-added" ServerRemoved false;
    ServerRemoved "server-removed" ServerAdded false;
    ServerRenamed "server-renamed" ServerRenamed false;
    ClientHeaderAdded "client-header-added" ClientHeaderRemoved false;
    ClientHeaderRemoved "client-header-removed" ClientHeaderAdded false;
    RequiredParameterAdded "required-parameter-added" RequiredParameterRemoved true;
    RequiredParameterRemoved "required-parameter-removed" RequiredParameterAdded true;
    ParameterAdded "parameter-added" ParameterRemoved true;
    ParameterRemoved "parameter-removed" ParameterAdded true;
    ParameterNowRequired "parameter-now-required" ParameterNowOptional true;
    ParameterNowOptional "parameter-now-optional" ParameterNowRequired true;
    ParameterMoved "parameter-moved" ParameterMoved false;
    ParameterRenamed "parameter-renamed" ParameterRenamed true;
    PathParameterRenamed "path-parameter-renamed" PathParameterRenamed true;
    ParameterStyleChanged "parameter-style-changed" ParameterStyleChanged false;
    ParametersReordered "parameters-reordered" ParametersReordered true;
    RequiredBodyAdded "required-body-added" RequiredBodyRemoved true;
    RequiredBodyRemoved "required-body-removed" RequiredBodyAdded true;
    BodyAdded "body-added" BodyRemoved true;
    BodyRemoved "body-removed" BodyAdded true;
    BodyNowRequired "body-now-required" BodyNowOptional true;
    BodyNowOptional "body-now-optional" BodyNowRequired true;
    BodyMediaTypeChanged "body-media-type-changed" BodyMediaTypeChanged true;
    BodyMediaTypeAdded "body-media-type-added" BodyMediaTypeRemoved true;
    BodyMediaTypeRemoved "body-media-type-removed" BodyMediaTypeAdded true;
    SuccessStatusChanged "success-status-changed" SuccessStatusChanged true;
    SuccessStatusAdded "success-status-added" SuccessStatusRemoved true;
    SuccessStatusRemoved "success-status-removed" SuccessStatusAdded true;
    FailureStatusAdded "failure-status-added" FailureStatusRemoved false;
    FailureStatusRemoved "failure-status-removed" FailureStatusAdded false;
    AnswerBodyAdded "answer-body-added" AnswerBodyRemoved true;
    AnswerBodyRemoved "answer-body-removed" AnswerBodyAdded true;
    AnswerMediaTypeChanged "answer-media-type-changed" AnswerMediaTypeChanged true;
    AnswerMediaTypeAdded "answer-media-type-added" AnswerMediaTypeRemoved true;
    AnswerMediaTypeRemoved "answer-media-type-removed" AnswerMediaTypeAdded true;
    ResponseHeaderAdded "response-header-added" ResponseHeaderRemoved false;
    ResponseHeaderRemoved "response-header-removed" ResponseHeaderAdded false;
    RequiredPropertyAdded "required-property-added" RequiredPropertyRemoved true;
    RequiredPropertyRemoved "required-property-removed" RequiredPropertyAdded true;
    PropertyAdded "property-added" PropertyRemoved true;
    PropertyRemoved "property-removed" PropertyAdded true;
    PropertyRenamed "property-renamed" PropertyRenamed true;
    PropertyNowRequired "property-now-required" PropertyNowOptional true;
    PropertyNowOptional "property-now-optional" PropertyNowRequired true;
    PropertiesReordered "properties-reordered" PropertiesReordered true;
    AliasAdded "alias-added" AliasRemoved true;
    AliasRemoved "alias-removed" AliasAdded true;
    TypeChanged "type-changed" TypeChanged true;
    FormatChanged "format-changed" FormatChanged true;
    NullAllowed "null-allowed" NullForbidden true;
    NullForbidden "null-forbidden" NullAllowed true;
    EnumValueAdded "enum-value-added" EnumValueRemoved true;
    EnumValueRemoved "enum-value-removed" EnumValueAdded true;
    EnumIntroduced "enum-introduced" EnumLifted true;
    EnumLifted "enum-lifted" EnumIntroduced true;
    EnumReordered "enum-reordered" EnumReordered true;
    EnumOpened "enum-opened" EnumClosed true;
    EnumClosed "enum-closed" EnumOpened true;
    EnumNameChanged "enum-name-changed" EnumNameChanged true;
    ConstraintTightened "constraint-tightened" ConstraintLoosened false;
    ConstraintLoosened "constraint-loosened" ConstraintTightened false;
    ConstraintChanged "constraint-changed" ConstraintChanged false;
    DefaultChanged "default-changed" DefaultChanged false;
    ExtraFieldsForbidden "extra-fields-forbidden" ExtraFieldsAllowed true;
    ExtraFieldsAllowed "extra-fields-allowed" ExtraFieldsForbidden true;
    ExtraFieldsDescribed "extra-fields-described" ExtraFieldsUndescribed true;
    ExtraFieldsUndescribed "extra-fields-undescribed" ExtraFieldsDescribed true;
    UnionVariantAdded "union-variant-added" UnionVariantRemoved true;
    UnionVariantRemoved "union-variant-removed" UnionVariantAdded true;
    UnionReordered "union-reordered" UnionReordered true;
    DiscriminatorChanged "discriminator-changed" DiscriminatorChanged true;
    AccessChanged "access-changed" AccessChanged false;
    SensitivityChanged "sensitivity-changed" SensitivityChanged true;
    EnvelopeChanged "envelope-changed" EnvelopeChanged true;
    RustTypeChanged "rust-type-changed" RustTypeChanged true;
    MarkupAdded "markup-added" MarkupRemoved false;
    MarkupChanged "markup-changed" MarkupChanged false;
    SchemaAdded "schema-added" SchemaRemoved true;
    SchemaRemoved "schema-removed" SchemaAdded true;
    SchemaRenamed "schema-renamed" SchemaRenamed true;
    SchemaSwapped "schema-swapped" SchemaSwapped true;
    SchemaExtracted "schema-extracted" SchemaInlined true;
    SchemaInlined "schema-inlined" SchemaExtracted true;
    GeneratedCodeChanged "generated-code-changed" GeneratedCodeChanged true;
    Unjudged "unjudged" Unjudged false;
    Deprecated "deprecated" Undeprecated true;
    Undeprecated "undeprecated" Deprecated true;
    EvidenceRaised "evidence-raised" EvidenceLowered false;
    EvidenceLowered "evidence-lowered" EvidenceRaised false;
    EvidenceChanged "evidence-changed" EvidenceChanged false;
    FactChanged "fact-changed" FactChanged false;
    TagsChanged "tags-changed" TagsChanged false;
    MarkupRemoved "markup-removed" MarkupAdded false;
    DocumentationChanged "documentation-changed" DocumentationChanged false;
}

impl Kind {
    /// Returns the kind with this name.
    pub fn of(id: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.id() == id)
    }

    /// Returns whether it changes only what the document says about the API.
    pub fn is_remark(self) -> bool {
        matches!(
            self,
            Kind::EvidenceRaised
                | Kind::EvidenceLowered
                | Kind::EvidenceChanged
                | Kind::FactChanged
                | Kind::TagsChanged
                | Kind::DocumentationChanged
                | Kind::MarkupRemoved
        )
    }

    /// Returns whether a reviewer must read it, because a text has new markup.
    pub fn must_be_read(self) -> bool {
        matches!(self, Kind::MarkupAdded | Kind::MarkupChanged)
    }

    /// Returns whether it removes a part of something.
    pub(crate) fn is_gone(self) -> bool {
        matches!(
            self,
            Kind::PropertyRemoved
                | Kind::RequiredPropertyRemoved
                | Kind::ParameterRemoved
                | Kind::RequiredParameterRemoved
                | Kind::UnionVariantRemoved
                | Kind::ResponseHeaderRemoved
                | Kind::FailureStatusRemoved
                | Kind::SuccessStatusRemoved
                | Kind::BodyRemoved
                | Kind::RequiredBodyRemoved
                | Kind::BodyMediaTypeRemoved
                | Kind::AnswerBodyRemoved
                | Kind::AnswerMediaTypeRemoved
        )
    }

    /// Returns whether schemas can come into use or go out of use with it.
    pub(crate) fn changes_schema_use(self) -> bool {
        matches!(
            self,
            Kind::OperationAdded
                | Kind::OperationRemoved
                | Kind::RequiredParameterAdded
                | Kind::RequiredParameterRemoved
                | Kind::ParameterAdded
                | Kind::ParameterRemoved
                | Kind::RequiredBodyAdded
                | Kind::RequiredBodyRemoved
                | Kind::BodyAdded
                | Kind::BodyRemoved
                | Kind::BodyMediaTypeAdded
                | Kind::BodyMediaTypeRemoved
                | Kind::SuccessStatusAdded
                | Kind::SuccessStatusRemoved
                | Kind::FailureStatusAdded
                | Kind::FailureStatusRemoved
                | Kind::AnswerBodyAdded
                | Kind::AnswerBodyRemoved
                | Kind::AnswerMediaTypeAdded
                | Kind::AnswerMediaTypeRemoved
                | Kind::RequiredPropertyAdded
                | Kind::RequiredPropertyRemoved
                | Kind::PropertyAdded
                | Kind::PropertyRemoved
                | Kind::TypeChanged
                | Kind::SchemaSwapped
                | Kind::ExtraFieldsDescribed
                | Kind::ExtraFieldsUndescribed
                | Kind::UnionVariantAdded
                | Kind::UnionVariantRemoved
        )
    }

    /// Returns whether it is reported only if generated Rust differs.
    pub(crate) fn is_only_about_rust(self) -> bool {
        matches!(self, Kind::SchemaExtracted | Kind::SchemaInlined) || self.is_reordering()
    }

    /// Returns whether only an order differs.
    pub(crate) fn is_reordering(self) -> bool {
        matches!(
            self,
            Kind::EnumReordered | Kind::PropertiesReordered | Kind::ParametersReordered
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
