import type { INodeListSearchItems, INodeProperties } from 'n8n-workflow';
import { FIELDS } from '../rows/fields';
import { MAX_NUM, MAX_TEXT_LENGTH, RESOLUTIONS, STYLES } from '../jumdata/values';
import { listedResolution, listedStyle } from './listSearch';
import { PAYING } from '../rows/menu';
import { showFor, shownWhen } from './show';

/** A list's entry as a saved value: the editor shows its name. */
function chosen({ value, name }: INodeListSearchItems) {
	return { value: String(value), cachedResultName: name };
}

/** What is to be drawn: the fields of Submit and of Generate and Wait. */
export const promptFields: INodeProperties[] = shownWhen(showFor(PAYING), [
	{
		displayName:
			'Every run costs money: it generates new images, <b>Execute step</b> included. To keep a result while you build, select this node on the canvas and press <b>P</b>: its output is pinned. With many rows, set <b>Settings → On Error</b> to <b>Continue</b>: one bad row then does not affect the others.',
		name: 'costNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: FIELDS.text,
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. a red fox in the snow, soft morning light',
		description: 'What the image shows. Say also how: light, colors, mood.',
		hint: `1 to ${MAX_TEXT_LENGTH} characters, in Chinese or English`,
	},
	{
		displayName: FIELDS.style,
		name: 'style',
		type: 'resourceLocator',
		default: { mode: 'list', ...chosen(listedStyle(STYLES[0])) },
		required: true,
		description: 'How the image looks. An expression may give the English or the Chinese name.',
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
		displayName: FIELDS.resolution,
		name: 'resolution',
		type: 'resourceLocator',
		default: { mode: 'list', ...chosen(listedResolution(RESOLUTIONS[0])) },
		required: true,
		description:
			'Size of the image in pixels, width by height. An expression may also give a ratio (2:3).',
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
		displayName: FIELDS.num,
		name: 'num',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_NUM },
		default: 1,
		required: true,
		description: `How many images to generate from the text, 1 to ${MAX_NUM}`,
		hint: 'Each image costs money. Your account at my.jumdata.com shows the price.',
	},
]);
