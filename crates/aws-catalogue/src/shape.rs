//! The shape of a value that goes into an action or comes out of it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::unpacked::Unpacked;

/// What kind of value a shape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An object with named members ([`Shape::members`]).
    Structure,
    /// An object with exactly one of its members.
    Union,
    /// An array of one shape ([`Shape::element`]).
    List,
    /// An object whose names are free and whose values have one shape ([`Shape::element`]).
    Map,
    /// Any string.
    String,
    /// One of some strings ([`Shape::values`]); AWS may add more.
    Enum,
    /// A whole number of up to 32 bits.
    Integer,
    /// A whole number of up to 64 bits or more.
    Long,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A time; in Step Functions a string as ISO 8601 writes it.
    Timestamp,
    /// Bytes; in Step Functions a string.
    Blob,
    /// Any JSON value.
    Document,
}

/// A shape. Cheap to clone; keeps its service unpacked as long as it lives.
///
/// Shapes may contain themselves, so whoever walks them must bound the depth.
#[derive(Clone)]
pub struct Shape {
    unpacked: Arc<Unpacked>,
    reference: Reference,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Reference {
    Scalar(Kind, Limits),
    Line(usize),
}

/// The least and the greatest that AWS allows: of a number its value, of a string or bytes the length, of a list or a map
/// the number of elements.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least, where there is one.
    pub least: Option<f64>,
    /// The greatest, where there is one.
    pub greatest: Option<f64>,
}

impl Limits {
    /// `1~64`, `1~`, `~64`; what is no limit limits nothing.
    fn read(text: &str) -> Limits {
        let (least, greatest) = text.split_once('~').unwrap_or_default();
        Limits { least: least.parse().ok(), greatest: greatest.parse().ok() }
    }
}

/// A member of a structure or a union.
#[derive(Clone)]
pub struct Member {
    unpacked: Arc<Unpacked>,
    name: Range<usize>,
    doc: Range<usize>,
    /// True when the action refuses an object without this member.
    pub required: bool,
    /// The shape of its value.
    pub shape: Shape,
}

impl Member {
    /// The name as a state machine writes it: in PascalCase.
    pub fn name(&self) -> &str {
        self.unpacked.at(self.name.clone())
    }

    /// The first sentence of AWS's documentation, at most 200 characters; may be empty.
    pub fn doc(&self) -> &str {
        self.unpacked.at(self.doc.clone())
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.shape.kind();
        out.debug_struct("Member")
            .field("name", &self.name())
            .field("required", &self.required)
            .field("kind", &kind)
            .finish()
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the members: a shape may contain itself.
        out.debug_struct("Shape").field("kind", &self.kind()).finish()
    }
}

impl Shape {
    /// The shape that a reference in the data (`s`, `i1~64`, `12`, `-`) means; `None` for `-` and for what is no reference.
    pub(crate) fn refer(unpacked: &Arc<Unpacked>, reference: &str) -> Option<Shape> {
        let scalar = match reference.as_bytes().first() {
            Some(b's') => Some(Kind::String),
            Some(b'i') => Some(Kind::Integer),
            Some(b'l') => Some(Kind::Long),
            Some(b'd') => Some(Kind::Float),
            Some(b'b') => Some(Kind::Boolean),
            Some(b't') => Some(Kind::Timestamp),
            Some(b'x') => Some(Kind::Blob),
            Some(b'j') => Some(Kind::Document),
            _ => None,
        };
        let reference = match scalar {
            Some(kind) => Reference::Scalar(kind, Limits::read(reference.get(1..).unwrap_or_default())),
            None => Reference::Line(reference.parse().ok().filter(|line| *line < unpacked.shape_count())?),
        };
        Some(Shape { unpacked: unpacked.clone(), reference })
    }

    fn line(&self) -> &str {
        match self.reference {
            Reference::Scalar(..) => "",
            Reference::Line(line) => self.unpacked.at(self.unpacked.shape_line(line)),
        }
    }

    /// What kind of value it stands for.
    pub fn kind(&self) -> Kind {
        if let Reference::Scalar(kind, _) = self.reference {
            return kind;
        }
        match self.line().as_bytes().first() {
            Some(b'{') => Kind::Structure,
            Some(b'u') => Kind::Union,
            Some(b'[') => Kind::List,
            Some(b'<') => Kind::Map,
            Some(b'e') => Kind::Enum,
            // The generator writes no other; a damaged line allows anything rather than refuse what is right.
            _ => Kind::Document,
        }
    }

    /// The members of a structure or a union in AWS's order; empty for other kinds.
    pub fn members(&self) -> Vec<Member> {
        self.members_named(|_| true).collect()
    }

    /// The member of this name, exactly as written.
    pub fn member(&self, name: &str) -> Option<Member> {
        self.members_named(|bare| bare == name).next()
    }

    /// The member of this name, whatever its capitals: optimised integrations spell some of them as the API does
    /// (`BOOL`, where the SDK integration has `Bool`).
    pub fn member_in_any_case(&self, name: &str) -> Option<Member> {
        self.members_named(|bare| bare.eq_ignore_ascii_case(name)).next()
    }

    /// The names of [`members`](Shape::members), and whether the action refuses an object without them: read faster than the
    /// members are.
    pub fn member_names(&self) -> impl Iterator<Item = (&str, bool)> {
        let line = match self.kind() {
            Kind::Structure | Kind::Union => self.line(),
            _ => "",
        };
        line.split('\t').filter_map(|field| {
            let (name, _) = field.split_once(':')?;
            Some(name.strip_suffix('!').map_or((name, false), |bare| (bare, true)))
        })
    }

    /// The members whose names are wanted; the others are passed over unread.
    fn members_named(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Member> {
        let range = match (self.kind(), self.reference) {
            (Kind::Structure | Kind::Union, Reference::Line(line)) => self.unpacked.shape_line(line),
            _ => 0..0,
        };
        let mut next = range.start;
        self.unpacked.at(range).split('\t').filter_map(move |field| {
            let at = next;
            next += field.len() + 1;
            let name = field.split(['!', ':']).next().unwrap_or_default();
            if is_wanted(name) { self.read_member(field, at) } else { None }
        })
    }

    /// The shape of a list's elements or of a map's values.
    pub fn element(&self) -> Option<Shape> {
        let reference = match self.kind() {
            Kind::List => self.line().split('\t').nth(1)?,
            Kind::Map => self.line().split('\t').nth(2)?,
            _ => return None,
        };
        Shape::refer(&self.unpacked, reference)
    }

    /// The shape of a map's names: a string or an enum.
    pub fn key(&self) -> Option<Shape> {
        match self.kind() {
            Kind::Map => Shape::refer(&self.unpacked, self.line().split('\t').nth(1)?),
            _ => None,
        }
    }

    /// How large or small a value may be.
    pub fn limits(&self) -> Limits {
        match (self.reference, self.kind()) {
            (Reference::Scalar(_, limits), _) => limits,
            (_, Kind::List) => Limits::read(self.line().split('\t').nth(2).unwrap_or_default()),
            (_, Kind::Map) => Limits::read(self.line().split('\t').nth(3).unwrap_or_default()),
            _ => Limits::default(),
        }
    }

    /// The strings that an enum allows; empty for other kinds.
    pub fn values(&self) -> Vec<&str> {
        match self.kind() {
            Kind::Enum => self.line().split('\t').skip(1).collect(),
            _ => Vec::new(),
        }
    }

    /// `Name!:12|Documentation`, which starts at `at` in the service's text.
    fn read_member(&self, field: &str, at: usize) -> Option<Member> {
        let (head, doc) = field.split_once('|')?;
        let (name, reference) = head.split_once(':')?;
        let (bare, required) = match name.strip_suffix('!') {
            Some(bare) => (bare, true),
            None => (name, false),
        };
        Some(Member {
            name: at..at + bare.len(),
            doc: at + head.len() + 1..at + head.len() + 1 + doc.len(),
            required,
            shape: Shape::refer(&self.unpacked, reference)?,
            unpacked: self.unpacked.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes() -> Arc<Unpacked> {
        let text =
            "0\t5\n{\tName!:s|Its name.\tTags:1|\tSelf:0|What: a|b.\n[\t2\ne\tON\tOFF\n<\ts\t0\nu\tA:i|\tB:99|\n";
        Arc::new(Unpacked::read(text.to_owned(), "X").unwrap())
    }

    #[test]
    fn structures_have_members() {
        let shape = Shape::refer(&shapes(), "0").unwrap();
        assert_eq!(shape.kind(), Kind::Structure);
        let members = shape.members();
        let read: Vec<_> = members.iter().map(|member| (member.name(), member.required, member.doc())).collect();
        assert_eq!(read, [("Name", true, "Its name."), ("Tags", false, ""), ("Self", false, "What: a|b.")]);
        assert_eq!(
            members[2].shape.member("Name").unwrap().shape.kind(),
            Kind::String,
            "shapes may contain themselves"
        );
        assert!(shape.member("name").is_none());
        assert!(shape.member_in_any_case("NAME").is_some());
    }

    #[test]
    fn lists_maps_and_enums_have_what_is_theirs() {
        let unpacked = shapes();
        let list = Shape::refer(&unpacked, "1").unwrap();
        let element = list.element().unwrap();
        assert_eq!((list.kind(), element.kind()), (Kind::List, Kind::Enum));
        assert_eq!(element.values(), ["ON", "OFF"]);
        let map = Shape::refer(&unpacked, "3").unwrap();
        assert_eq!(map.key().unwrap().kind(), Kind::String);
        assert_eq!(map.element().unwrap().kind(), Kind::Structure);
        assert!(map.members().is_empty() && list.key().is_none() && element.element().is_none());
    }

    #[test]
    fn limits_are_those_of_the_model() {
        let text = "0\t3\n{\tName:s1~80|\tSize:i~10240|\tTags:1|\n[\ts\t~50\n<\ts\ti0~\t1~2\n";
        let unpacked = Arc::new(Unpacked::read(text.to_owned(), "X").unwrap());
        let limits = |shape: &Shape| (shape.limits().least, shape.limits().greatest);
        let members = Shape::refer(&unpacked, "0").unwrap().members();
        let read: Vec<_> = members.iter().map(|member| limits(&member.shape)).collect();
        assert_eq!(read, [(Some(1.0), Some(80.0)), (None, Some(10240.0)), (None, Some(50.0))]);
        assert_eq!(members[2].shape.element().unwrap().kind(), Kind::String);
        let map = Shape::refer(&unpacked, "2").unwrap();
        assert_eq!((limits(&map), map.element().unwrap().kind()), ((Some(1.0), Some(2.0)), Kind::Integer));
        assert_eq!(limits(&map.element().unwrap()), (Some(0.0), None));
        assert_eq!(limits(&Shape::refer(&unpacked, "s").unwrap()), (None, None));
    }

    #[test]
    fn references_that_lead_nowhere_are_left_out() {
        let unpacked = shapes();
        assert!(Shape::refer(&unpacked, "-").is_none() && Shape::refer(&unpacked, "5").is_none());
        let union = Shape::refer(&unpacked, "4").unwrap();
        assert_eq!(union.kind(), Kind::Union);
        assert_eq!(union.members().len(), 1);
    }
}
