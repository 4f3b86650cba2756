import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

/** Node types by the full name that workflows use, such as `CUSTOM.myNode`. */
export type NodeTypesByName = Record<string, INodeType | IVersionedNodeType>;

/** The type of the start node that puts out the rows in its parameter `rows`. */
export const ROWS_TYPE = 'engine.rows';

/** The type of n8n's own node that passes its items on. */
export const NO_OP_TYPE = 'n8n-nodes-base.noOp';

const description = (
	name: string,
	fields: Partial<INodeTypeDescription>,
): INodeTypeDescription => ({
	name,
	displayName: name,
	description: '',
	version: 1,
	group: ['transform'],
	defaults: { name },
	inputs: ['main'],
	outputs: ['main'],
	properties: [],
	...fields,
});

const passOn: Pick<INodeType, 'execute'> = {
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

const builtIn: NodeTypesByName = {
	[ROWS_TYPE]: {
		description: description('rows', {
			group: ['trigger'],
			inputs: [],
			properties: [{ displayName: 'Rows', name: 'rows', type: 'json', default: [] }],
		}),
		async execute(this: IExecuteFunctions) {
			// A row's text may begin with "=" without being an expression.
			const rows = this.getNodeParameter('rows', 0, [], { rawExpressions: true });
			return [this.helpers.returnJsonArray(rows as IDataObject[])];
		},
	},
	[NO_OP_TYPE]: { description: description('noOp', {}), ...passOn },
	'n8n-nodes-base.manualTrigger': {
		description: description('manualTrigger', { group: ['trigger'], inputs: [] }),
		...passOn,
	},
};

/**
 * The node types as n8n's engine asks for them: those given, and the harness's own rows, No Operation
 * and Manual Trigger. An unknown type is undefined, so that notes on the canvas do no harm; a workflow
 * that would run it is refused by the engine.
 */
export function knownNodeTypes(given: NodeTypesByName): INodeTypes {
	const types: NodeTypesByName = { ...builtIn, ...given };
	return {
		getByName: (name) => types[name],
		getByNameAndVersion: (name, version) =>
			types[name] && NodeHelpers.getVersionedNodeType(types[name], version),
		getKnownTypes: () => ({}),
	};
}
