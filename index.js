// n8n loads the node and the credential from the paths in package.json; there is nothing to import.
