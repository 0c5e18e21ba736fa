"""What the state wrote: plan documents become clauses, boxes, indicators and tasks; nothing is lost."""
