"""The towns that the service hosts: each a separate controller of data, found by the host name."""
