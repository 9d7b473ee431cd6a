"""A throwaway channel: sixty lines that plug a new way to take part into the whole house."""
