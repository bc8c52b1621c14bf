//! What a Task can call: AWS's services, their actions, the shapes of what goes in and comes out, the names of their errors,
//! and the optimised integrations of Step Functions with their patterns and required parameters.
//!
//! The services come from the API models that AWS publishes in the `botocore` package (Apache-2.0; its licence and notice lie
//! beside the data in `data/`), written into one file by `scripts/aws-catalogue.py` and compiled in. Nothing is read or fetched
//! at run time. A service is unpacked when it is first asked about, and only so many stay unpacked (see [`Catalogue`]).
//! The optimised integrations are a table written by hand from AWS's Developer Guide ([`Integration`]).
//!
//! ```
//! use stepwell_aws_catalogue::{Catalogue, Description, Kind, Pattern};
//!
//! let catalogue = Catalogue::get();
//! let action = catalogue.action("rds", "describeDBInstances").unwrap();
//! assert!(action.input().unwrap().member("DbInstanceIdentifier").is_some());
//! assert!(action.errors().contains(&"Rds.DbInstanceNotFoundException".to_owned()));
//! let instances = action.output().unwrap().member("DbInstances").unwrap().shape;
//! assert_eq!(instances.kind(), Kind::List);
//!
//! match catalogue.describe("arn:aws:states:::states:startExecution.sync:2") {
//!     Ok(Description::Integration { integration, pattern, .. }) => {
//!         assert_eq!(pattern, Pattern::Sync2);
//!         assert_eq!(integration.required, ["StateMachineArn"]);
//!     }
//!     other => panic!("{other:?}"),
//! }
//! let unknown = catalogue.describe("arn:aws:states:::aws-sdk:s3:getObjekt").unwrap_err();
//! assert_eq!(unknown.code(), "UNKNOWN_ACTION");
//! assert!(unknown.to_string().contains("getObject"));
//! ```
//!
//! # What it may not know
//!
//! - Which services and actions AWS really lets Step Functions call: AWS leaves some out (streams, very new ones) and publishes
//!   no machine-readable list. So whoever warns about an unknown action must not refuse it, and an action known here may still
//!   be refused by AWS.
//! - Services that AWS has retired (IoT Analytics, Lookout for Vision): their models leave `botocore`, so that an old state machine
//!   may name one that is not here.
//! - The patterns of strings; they are left out to keep the data small.
//! - Renamings that the AWS SDK for Java makes by hand beyond its general rule of names, DynamoDB's `Nul` apart.
//! - Nothing here knows of state machines, files, the network or a window.

mod action;
mod catalogue;
mod describe;
mod integration;
mod integrations;
mod near;
mod packed;
mod pattern;
mod service;
mod shape;
mod unpacked;

pub use action::Action;
pub use catalogue::Catalogue;
pub use describe::{Description, Unknown};
pub use integration::Integration;
pub use packed::DataError;
pub use pattern::Pattern;
pub use service::Service;
pub use shape::{Kind, Limits, Member, Shape};
