// Instead of n8n-workflow, where it is loaded once for all: see oneN8nWorkflow.cjs.
module.exports = globalThis.n8nWorkflow;
