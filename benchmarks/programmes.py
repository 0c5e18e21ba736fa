"""What is measured: the same programmes while the pack grows."""

# The two allowances, the premiums and the visits of 武隆区.
PROGRAMMES = (
    "living_allowance",
    "nursing_subsidy",
    "single_dibao",
    "pension_premium",
    "medical_premium",
    "quarterly_visit",
    "monthly_visit",
)
