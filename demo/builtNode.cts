import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { name, n8n } from '../package.json';
import { Problem } from './problem.cts';

const root = join(__dirname, '..');
const requireBuilt = createRequire(join(root, 'index.js'));

/** The type of the node as workflows name it. */
export const NODE_TYPE = `${name}.jumdataAiDraw`;

/** The node and its credential as n8n would load them: the compiled files that package.json names. */
export function builtNode(): { node: INodeType; credentialType: ICredentialType } {
	return {
		node: instance<INodeType>(n8n.nodes[0], 'JumdataAiDraw'),
		credentialType: instance<ICredentialType>(n8n.credentials[0], 'JumdataApi'),
	};
}

function instance<T>(path: string, className: string): T {
	try {
		const loaded = requireBuilt(join(root, path)) as Record<string, new () => T>;
		return new loaded[className]();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
		throw new Problem('The node is not built: run it as "npm run demo", or build it first');
	}
}
