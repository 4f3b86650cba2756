import type { IExecuteFunctions } from 'n8n-workflow';
import { Failure, orFailure } from '../failure';
import { asObject } from '../jumdata/answers';
import { plainTextOf } from '../rows/cell';
import { FIELDS } from '../rows/fields';
import { OPTIONS } from '../rows/options';
import { readSwitch } from '../rows/readSwitch';
import { unusable } from '../rows/unusable';

type Table = typeof OPTIONS;

type OptionName = keyof Table;

/** The names of the options of one type. */
type NameOf<Type> = {
	[Name in OptionName]: Table[Name]['type'] extends Type ? Name : never;
}[OptionName];

/**
 * The node's form, filled in for one row: the only place that asks n8n for parameters. Nothing is
 * evaluated but what is asked for. An expression that fails is a `Failure` that names its field.
 */
export class Form {
	/** The options as they are saved, or what the one expression for all of them gives. */
	private readonly options: Record<string, unknown>;

	private readonly isOneExpression: boolean;

	private readonly operation: unknown;

	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {
		const { options: saved = {}, operation } = context.getNode().parameters;
		this.operation = operation;
		this.isOneExpression = typeof saved === 'string';
		const options = this.isOneExpression ? this.evaluated('options', 'Options') : saved;
		const found = asObject(options);
		if (!found) throw unusable('field "Options"', options, 'Allowed: an object.');
		this.options = found;
	}

	/** A field's value; of a resource locator, the value inside. */
	value(name: keyof typeof FIELDS): unknown {
		return unwrapped(this.evaluated(name, FIELDS[name]));
	}

	/** Whether a field is on. */
	isOn(name: keyof typeof FIELDS): boolean {
		return readSwitch(this.value(name), `field "${FIELDS[name]}"`);
	}

	/** Whether an option is on. */
	isOptionOn(name: NameOf<'boolean'>): boolean {
		return readSwitch(this.option(name), called(name));
	}

	/** An option's text, trimmed; a number counts as text, and an empty cell as none. */
	text(name: NameOf<'string'>): string {
		const value = this.option(name) ?? '';
		if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
		throw unusable(called(name), value, 'Allowed: text.');
	}

	number(name: NameOf<'number'>): number {
		const { minValue, maxValue, numberPrecision } = OPTIONS[name].typeOptions;
		const value = this.option(name);
		const text = plainTextOf(value);
		const number = text === '' ? NaN : Number(text);
		const isInRange = number >= minValue && number <= maxValue;
		const isWhole = numberPrecision === 0;
		if (isInRange && (!isWhole || Number.isInteger(number))) return number;
		const kind = isWhole ? 'a whole number' : 'a number';
		throw unusable(called(name), value, `Allowed: ${kind} from ${minValue} to ${maxValue}.`);
	}

	choice<Name extends NameOf<'options'>>(name: Name): Table[Name]['options'][number]['value'] {
		const value = this.option(name);
		const choices: Table[Name]['options'] = OPTIONS[name].options;
		const choice = choices.find((it) => it.value === value);
		if (choice) return choice.value;
		const allowed = choices.map((it) => it.value).join(', ');
		throw unusable(called(name), value, `Allowed: ${allowed}.`);
	}

	/**
	 * The default counts only where nobody set the option: an expression that finds nothing must not lift a
	 * limit. What was set for another operation, and is not shown for this one, counts as not set.
	 */
	private option(name: OptionName): unknown {
		const isShown = OPTIONS[name].operations.some((it) => it === this.operation);
		if (!isShown || !(name in this.options)) return OPTIONS[name].default;
		if (this.isOneExpression) return unwrapped(this.options[name]);
		return unwrapped(this.evaluated(`options.${name}`, OPTIONS[name].displayName));
	}

	private evaluated(name: string, displayName: string): unknown {
		// Without null, a field that is not saved would fail as if its expression did.
		const read = () => this.context.getNodeParameter(name, this.itemIndex, null);
		const value: unknown = orFailure(read);
		if (!(value instanceof Failure)) return value;
		throw new Failure(
			`the expression in "${displayName}" fails: ${value.message}`,
			'Correct it, or the data that it reads.',
		);
	}
}

function called(name: OptionName): string {
	return `option "${OPTIONS[name].displayName}"`;
}

function unwrapped(value: unknown): unknown {
	const isLocator =
		typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
	return isLocator ? value.value : value;
}
