"""The certificate that data about people is gone."""
