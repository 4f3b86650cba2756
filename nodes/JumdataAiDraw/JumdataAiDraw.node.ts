import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { testJumdataApi } from './n8n/testJumdataApi';
import { properties, subtitle } from './description/properties';
import { searchResolutions, searchStyles } from './description/listSearch';
import { runItems } from './n8n/runItems';
import { wallClock } from './n8n/wallClock';
import { Lineages } from './run/lineages';

/** What this process remembers of earlier runs; all else that outlives one is in the node's context. */
const lineages = new Lineages();

/** The node Jumdata AI Draw: text in, pictures out. The work begins in `runItems`. */
export class JumdataAiDraw implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jumdata AI Draw',
		name: 'jumdataAiDraw',
		icon: { light: 'file:jumdata.svg', dark: 'file:jumdata.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Draw images from a text of up to 100 characters, e.g. Watercolor (paid per image; queries free)',
		defaults: { name: 'Jumdata AI Draw' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'jumdataApi', required: true, testedBy: 'testJumdataApi' }],
		properties,
	};

	methods = {
		credentialTest: { testJumdataApi },
		listSearch: { searchStyles, searchResolutions },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, wallClock, lineages);
	}
}
