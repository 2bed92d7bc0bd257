-- The key store is a database of its own, so that it is backed up apart from what it opens.
CREATE DATABASE holdfast_keys;
