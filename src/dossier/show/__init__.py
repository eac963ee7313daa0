"""Tables of a report become charts (SVG), HTML tables and figures in words."""
