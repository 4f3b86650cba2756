import type { INodeListSearchItems, INodeProperties } from 'n8n-workflow';
import { MAX_NUM, MAX_TEXT_LENGTH, RESOLUTIONS, STYLES } from '../jumdata/values';
import { listedResolution, listedStyle } from './listSearch';
import { PAYING } from '../rows/options';
import { showFor, shownWhen } from './show';

const styleNames = STYLES.map(({ value, name }) =>
	value === name.toLowerCase() ? name : `${name} (${value})`,
);
const resolutionNames = RESOLUTIONS.map(({ value, name }) => `${name} (${value})`);

/** A list's entry as a saved value: the editor shows its name. */
function chosen({ value, name }: INodeListSearchItems) {
	return { value: String(value), cachedResultName: name };
}

/** What is to be drawn: the fields of Submit and of Generate and Wait. */
export const promptFields: INodeProperties[] = shownWhen(showFor(PAYING), [
	{
		displayName:
			'Every run buys new images, <b>Execute step</b> included. While you build your workflow, pin the output of this node (the pin icon above it) so that nothing is bought again.',
		name: 'costNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. a red fox in the snow, soft morning light',
		description: `What to draw, in Chinese or English, at most ${MAX_TEXT_LENGTH} characters`,
	},
	{
		displayName: 'Style',
		name: 'style',
		type: 'resourceLocator',
		default: { mode: 'list', ...chosen(listedStyle(STYLES[0])) },
		required: true,
		description: `How the image looks. One of: ${styleNames.join(', ')}.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a style …',
				typeOptions: { searchListMethod: 'searchStyles', searchable: true },
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Watercolor or 水彩画',
			},
		],
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'resourceLocator',
		default: { mode: 'list', ...chosen(listedResolution(RESOLUTIONS[0])) },
		required: true,
		description: `Size of the image in pixels, width by height. One of: ${resolutionNames.join(', ')}.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a size …',
				typeOptions: { searchListMethod: 'searchResolutions', searchable: true },
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. portrait or 1024x1536',
			},
		],
	},
	{
		displayName: 'Number of Images',
		name: 'num',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_NUM },
		default: 1,
		required: true,
		description: `How many images to draw from the text, 1 to ${MAX_NUM}. Each one is paid.`,
		hint: 'Each image is paid. Your account at my.jumdata.com shows what one costs.',
	},
]);
