//! Columns, filters and linked counts over the incidents.
