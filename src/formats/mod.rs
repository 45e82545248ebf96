//! Our documents and foreign formats, in and out.
