"""The demo: Mikkeli on one machine, with invented people to enter as, a mailbox and an identity provider."""
