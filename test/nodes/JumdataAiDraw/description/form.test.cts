import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { properties } from '../../../../nodes/JumdataAiDraw/description/properties';
import { FIELDS } from '../../../../nodes/JumdataAiDraw/rows/fields';
import { OPERATIONS } from '../../../../nodes/JumdataAiDraw/rows/menu';
import { JumdataAiDraw } from '../../../../nodes/JumdataAiDraw/JumdataAiDraw.node';

const ALL = ['generateAndWait', 'getBalance', 'query', 'submit'];
const TASKS = ['generateAndWait', 'query', 'submit'];
const PAYING = ['generateAndWait', 'submit'];
const FETCHING = ['generateAndWait', 'query'];

const node = new JumdataAiDraw();
const visible = properties.filter(({ type }) => type !== 'hidden');
const fields = visible.filter(({ type }) => type !== 'notice');
const collection = fieldOf('options');
const options = collection.options as INodeProperties[];
const everything = [...visible, ...options];

function fieldOf(name: string): INodeProperties {
	return properties.find((field) => field.name === name)!;
}

function optionOf(name: string): INodeProperties {
	return options.find((option) => option.name === name)!;
}

/** The operations that a field or option shows for, sorted; all of them where it does not say. */
function shownFor({ displayOptions }: INodeProperties): unknown[] {
	const { operation, '/operation': fromOption } = displayOptions?.show ?? {};
	return [...((operation ?? fromOption ?? ALL) as string[])].sort();
}

/** A choice from a list, with the name that the editor shows. */
function listed(value: string, cachedResultName: string) {
	return { mode: 'list', value, cachedResultName };
}

function valuesOf({ options: choices = [] }: INodeProperties): unknown[] {
	return (choices as INodePropertyOptions[]).map(({ value }) => value);
}

describe('the node', () => {
	it('has the names that saved workflows rely on', () => {
		expect(node.description).toMatchObject({
			name: 'jumdataAiDraw',
			displayName: 'Jumdata AI Draw',
			version: 1,
			usableAsTool: true,
		});
		expect(node.description.credentials).toEqual([
			expect.objectContaining({ name: 'jumdataApi', required: true }),
		]);
		expect(node.description.properties).toBe(properties);
	});

	it('has the credential test that it announces', () => {
		const [{ testedBy }] = node.description.credentials!;
		expect(Object.keys(node.methods.credentialTest)).toContain(testedBy);
	});

	it.each([
		['generateAndWait', 'generate and wait'],
		['submit', 'submit'],
		['query', 'query'],
		['getBalance', 'get balance'],
	])('has for %s the subtitle %s', (value, words) => {
		const [, subtitles = ''] = /^=\{\{ (\{.+\})\[\$parameter\["operation"\]\] \}\}$/.exec(
			node.description.subtitle!,
		)!;
		expect(JSON.parse(subtitles)).toHaveProperty(value, words);
	});

	it('says in two lines of the node panel what it takes, and what is paid', () => {
		const { description } = node.description;
		expect(description).toMatch(/100 characters.*Watercolor.*paid per image.*free/);
		expect(description.length).toBeLessThanOrEqual(96);
	});
});

describe('the operations', () => {
	const menu = fieldOf('operation').options as INodePropertyOptions[];

	it('are those of the contract', () => {
		expect(menu.map(({ value }) => value)).toEqual(ALL);
		expect(fieldOf('operation').default).toBe('generateAndWait');
	});

	it('stand in the alphabetical order of their names', () => {
		const names = menu.map(({ name }) => name);
		expect(names).toEqual([...names].sort());
		expect(OPERATIONS).toEqual(menu.map(({ value }) => value));
	});

	it.each(menu)('tell a person and an agent what they do: $name', (entry) => {
		expect(entry.action).toMatch(/^[A-Z].{15,}[^.]$/);
		expect(entry.description).toMatch(/^[A-Z].{20,}\.$/);
	});

	it.each(menu)('say whether they cost money: $name', ({ value, description }) => {
		expect(description).toContain(PAYING.includes(String(value)) ? 'Costs money' : 'Free');
	});
});

describe('the fields', () => {
	it.each<[string, unknown, string[]]>([
		['text', '', PAYING],
		['style', listed('探索无限', 'Infinite Exploration 探索无限'), PAYING],
		['resolution', listed('1024*1024', 'Square 1024 × 1024'), PAYING],
		['num', 1, PAYING],
		['taskId', '', ['query']],
		['waitForCompletion', false, ['query']],
		['downloadImages', true, FETCHING],
		['balanceOf', 'account', ['getBalance']],
		['productCode', '', ['getBalance']],
		['options', {}, ALL],
	])('have %s with the default %j, for %j', (name, value, operations) => {
		expect(fieldOf(name).default).toEqual(value);
		expect(shownFor(fieldOf(name))).toEqual(operations);
	});

	it('limit the number of images as Jumdata does', () => {
		expect(fieldOf('num').typeOptions).toMatchObject({ minValue: 1, maxValue: 6 });
	});

	it('are called in the form what errors call them', () => {
		const named = Object.entries(FIELDS);
		expect(named.map(([name]) => [name, fieldOf(name).displayName])).toEqual(named);
		expect(fields.filter(({ name }) => name !== 'options')).toHaveLength(named.length);
	});

	it('ask for a product where its balance is wanted', () => {
		expect(valuesOf(fieldOf('balanceOf'))).toEqual(['account', 'product']);
		expect(fieldOf('productCode').displayOptions?.show?.balanceOf).toEqual(['product']);
	});

	it('say below the text how long it may be', () => {
		expect(fieldOf('text').hint).toContain('1 to 100 characters');
	});

	it('are required where the node cannot do without', () => {
		const required = fields.filter((field) => field.required).map(({ name }) => name);
		expect(required.sort()).toEqual([
			'num',
			'productCode',
			'resolution',
			'style',
			'taskId',
			'text',
		]);
	});

	it('let the style and the resolution be chosen from a list or by an expression', () => {
		for (const name of ['style', 'resolution']) {
			const { type, modes = [] } = fieldOf(name);
			expect(type).toBe('resourceLocator');
			expect(modes.map((mode) => [mode.name, mode.type])).toEqual([
				['list', 'list'],
				['name', 'string'],
			]);
		}
	});

	it('warn of the cost wherever something is bought, and nowhere else', () => {
		const notices = properties.filter(({ type }) => type === 'notice');
		expect(notices.map(shownFor)).toEqual([PAYING]);
		expect(notices[0].displayName).toContain('costs money');
	});

	it('advise before the first run what keeps a result, and the other rows of a bad one', () => {
		const { displayName } = fieldOf('costNotice');
		expect(displayName).toContain('press <b>P</b>');
		expect(displayName).toContain('<b>Settings → On Error</b> to <b>Continue</b>');
	});
});

describe('the options', () => {
	it.each<[string, unknown, string[]]>([
		['binaryPropertyName', 'data', FETCHING],
		['fileName', '', FETCHING],
		['outputMode', 'image', FETCHING],
		['maxConcurrency', 5, TASKS],
		['maxImages', 0, PAYING],
		['minBalance', 0, PAYING],
		['pollInterval', 0, FETCHING],
		['maxWaitTime', 600, ALL],
		['onTimeout', 'error', FETCHING],
		['longText', 'error', PAYING],
		['includeInputFields', false, ALL],
		['requestTimeout', 30, ALL],
	])('have %s with the default %j, for %j', (name, value, operations) => {
		expect(optionOf(name).default).toEqual(value);
		expect(shownFor(optionOf(name))).toEqual(operations);
	});

	it.each([
		['outputMode', ['image', 'task']],
		['onTimeout', ['error', 'returnPending']],
		['longText', ['error', 'truncate']],
	])('offer for %s the values %j', (name, values) => {
		expect(valuesOf(optionOf(name)).sort()).toEqual(values);
	});

	it.each(['pollInterval', 'maxWaitTime', 'requestTimeout'])('take fractions for %s', (name) => {
		expect(optionOf(name).typeOptions!.numberPrecision).toBeGreaterThan(0);
	});

	it.each(['maxConcurrency', 'maxImages'])('take whole numbers for %s', (name) => {
		expect(optionOf(name).typeOptions!.numberPrecision).toBe(0);
	});

	it.each([
		['maxConcurrency', 1],
		['maxImages', 0],
		['pollInterval', 0],
	])('take nothing below for %s: %d', (name, minValue) => {
		expect(optionOf(name).typeOptions!.minValue).toBe(minValue);
	});

	it('stand in the alphabetical order of their display names', () => {
		const names = options.map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	});
});

describe('the whole form', () => {
	it('names nothing twice', () => {
		for (const group of [visible, options]) {
			const names = group.map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
		}
	});

	it('hides only what keeps the saved options as they are', () => {
		const hidden = properties.filter((field) => !visible.includes(field));
		expect(hidden).toEqual([properties.at(-1)]);
		expect(hidden[0]).toMatchObject({ name: 'options', default: {} });
	});

	it.each(everything.map((field) => [field.name, field]))(
		'shows %s for operations that exist',
		(_, field) => {
			const shown = shownFor(field);
			expect(shown).not.toEqual([]);
			expect(valuesOf(fieldOf('operation'))).toEqual(expect.arrayContaining(shown));
		},
	);

	it.each(everything.filter(({ type }) => type === 'options').map((field) => [field.name, field]))(
		'has a default for %s that is one of its options',
		(_, field) => {
			expect(valuesOf(field)).toContain(field.default);
		},
	);

	it('shows everywhere only what means something everywhere', () => {
		const everywhere = everything.filter((field) => shownFor(field).length === ALL.length);
		expect(everywhere.map(({ name }) => name).sort()).toEqual([
			'includeInputFields',
			'maxWaitTime',
			'operation',
			'options',
			'requestTimeout',
		]);
	});

	const described = everything.filter(
		({ name, type }) => type !== 'notice' && name !== 'operation' && name !== 'options',
	);

	it.each(described.map((field) => [field.name, field]))('describes %s', (_, field) => {
		expect(field.description).toMatch(/^[A-Z].{15,}/);
		expect(field.displayName).toMatch(/^[A-Z]/);
	});

	const choices = everything
		.filter(({ type }) => type === 'options')
		.flatMap((field) => field.options as INodePropertyOptions[]);

	it.each(choices.map((choice) => [choice.name, choice]))(
		'describes the choice %s',
		(_, choice) => {
			expect(choice.description).toMatch(/^[A-Z].{10,}/);
		},
	);

	it.each(everything.map((field) => [field.name, field]))(
		'has a tooltip for %s that one can read at a glance',
		(_, { description = '' }) => {
			expect(description.length).toBeLessThanOrEqual(170);
		},
	);
});
