import type { INodeProperties } from 'n8n-workflow';
import { FIELDS } from '../rows/fields';
import { FETCHING } from '../rows/menu';
import { showFor } from './show';

/** Which task to check, and how its images are fetched. */
export const fetchFields: INodeProperties[] = [
	{
		displayName: FIELDS.taskId,
		name: 'taskId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.taskId }}',
		description: 'The taskId that Submit or Generate and Wait gave',
		hint: 'Jumdata keeps a task for one month',
		displayOptions: showFor(['query']),
	},
	{
		displayName: FIELDS.waitForCompletion,
		name: 'waitForCompletion',
		type: 'boolean',
		default: false,
		description:
			'Whether to wait until the task is done. If off, a task that Jumdata is still drawing gives an item with done: false.',
		displayOptions: showFor(['query']),
	},
	{
		displayName: FIELDS.downloadImages,
		name: 'downloadImages',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the images as files. If off, you get only their links, which expire: see expiresAt in the output.',
		displayOptions: showFor(FETCHING),
	},
];
