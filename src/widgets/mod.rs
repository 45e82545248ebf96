//! The custom elements: figures and charts for other people's pages.
