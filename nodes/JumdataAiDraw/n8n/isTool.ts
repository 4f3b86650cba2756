import type { INode } from 'n8n-workflow';

/** Whether an AI agent has this node as its tool: n8n then gives its type another name. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
