import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { STYLES } from '../../nodes/JumdataAiDraw/jumdata/values';
import { properties } from '../../nodes/JumdataAiDraw/description/properties';
import { listedStyle } from '../../nodes/JumdataAiDraw/description/listSearch';
import { JumdataApi } from '../../credentials/JumdataApi.credentials';
import { devDependencies } from '../../package.json';
import { dependencies as e2eDependencies } from '../../e2e/package.json';
import { pageOf, tableOf } from './pages.cts';

const readme = pageOf('README.md');
const page = pageOf('docs/fields.md');

const fieldOf = (name: string) => properties.find((field) => field.name === name)!;
const menu = fieldOf('operation').options as INodePropertyOptions[];
const options = fieldOf('options').options as INodeProperties[];
const fields = properties.filter(
	({ name, type }) => type !== 'notice' && name !== 'operation' && name !== 'options',
);

/** The operations that a field shows for, by their names in the menu. */
function operationsOf({ displayOptions }: INodeProperties): string {
	const { operation, '/operation': fromOption } = displayOptions?.show ?? {};
	const values = (operation ?? fromOption) as string[];
	if (values.length === menu.length) return 'all';
	const names = menu.filter(({ value }) => values.includes(String(value))).map(({ name }) => name);
	return names.join(', ');
}

/** A field's default as the form shows it. */
function defaultOf({ default: value, options: choices = [] }: INodeProperties): string {
	if (value === '') return 'empty';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value === 'object')
		return String((value as { cachedResultName: string }).cachedResultName);
	const choice = (choices as INodePropertyOptions[]).find((it) => it.value === value);
	return choice?.name ?? String(value);
}

const described = (all: INodeProperties[]) =>
	all.map((field) => [field.displayName, operationsOf(field), defaultOf(field)]);

const onPage = (first: string, last: string) =>
	tableOf(page, first, 'Operations', 'Default', last).map((cells) => cells.slice(0, 3));

describe('the README describes', () => {
	it('every operation of the menu', () => {
		const names = tableOf(readme, 'Operation', 'What it does', 'Cost').map(([name]) => name);
		expect(names.sort()).toEqual(menu.map(({ name }) => name).sort());
	});

	it('every field of the credential', () => {
		const own = new JumdataApi().properties.filter(({ type }) => type !== 'notice');
		const names = tableOf(readme, 'Field', 'What to enter').map(([name]) => name);
		expect(names).toEqual(own.map(({ displayName }) => displayName));
	});

	it('the versions that the tests run on', () => {
		expect(readme.text).toContain(`Tested with n8n ${e2eDependencies.n8n} (server`);
		expect(readme.text).toContain(`n8n-core ${devDependencies['n8n-core']})`);
		expect(devDependencies['n8n-core-1x']).toMatch(/@[\d.]+$/);
		expect(readme.text).toContain(devDependencies['n8n-core-1x'].replace(/.*@/, '(n8n-core '));
	});
});

describe('the page on fields and output describes', () => {
	it('every field of the form, with its default', () => {
		expect(onPage('Field', 'What it takes')).toEqual(described(fields));
	});

	it('every option, with its default', () => {
		expect(onPage('Option', 'What it does')).toEqual(described(options));
	});

	it('every style, and what it looks like', () => {
		expect(tableOf(page, 'Style', 'What you get')).toEqual(
			STYLES.map((style) => [listedStyle(style).name, style.look]),
		);
	});
});
