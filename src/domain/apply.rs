//! What an event does to the state. Total: an event that was once accepted can always be read again.
