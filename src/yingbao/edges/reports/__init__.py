"""Documents that leave the building: lists as workbooks."""
