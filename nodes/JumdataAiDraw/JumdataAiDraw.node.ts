import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { DrawingMemory } from './n8n/drawingMemory';
import { testJumdataApi } from './n8n/credentialTest';
import { properties } from './description';
import { searchResolutions, searchStyles } from './description/listSearch';
import { runItems } from './n8n/runItems';
import { wallClock } from './n8n/wallClock';

const drawingMemory = new DrawingMemory();

/** The node Jumdata AI Draw: text in, pictures out. The work begins in `runItems`. */
export class JumdataAiDraw implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jumdata AI Draw',
		name: 'jumdataAiDraw',
		icon: { light: 'file:jumdata.svg', dark: 'file:jumdata.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { generateAndWait: "generate and wait", submit: "submit", query: "query", getBalance: "get balance" }[$parameter["operation"]] }}',
		description:
			'Draw images from a text of up to 100 characters in a style such as Watercolor or Anime (paid per image), or query a task or the balance (free), with Jumdata 聚美智数',
		defaults: { name: 'Jumdata AI Draw' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'jumdataApi', required: true, testedBy: 'testJumdataApi' }],
		properties,
	};

	methods = {
		credentialTest: { testJumdataApi },
		listSearch: {
			searchStyles: async (filter?: string) => await searchStyles(filter),
			searchResolutions: async (filter?: string) => await searchResolutions(filter),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, wallClock, drawingMemory);
	}
}
