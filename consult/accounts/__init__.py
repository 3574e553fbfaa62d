"""Who may do what: users, roles, practices, policy and permission predicates."""
