import type { IExecuteFunctions } from 'n8n-workflow';
import { Failure, orFailure } from '../failure';
import { asObject } from '../jumdata/answers';
import { plainTextOf } from '../rows/cell';
import { type FieldName, FIELDS } from '../rows/fields';
import {
	type ChoiceOption,
	type NumberOption,
	type OptionName,
	OPTIONS,
	type SwitchOption,
	type TextOption,
} from '../rows/options';
import { readSwitch } from '../rows/readSwitch';
import { refused } from '../rows/refused';

type Table = typeof OPTIONS;

/** The names of the options of one kind. */
type NameOf<Kind> = { [Name in OptionName]: Table[Name] extends Kind ? Name : never }[OptionName];

type ChoiceName = NameOf<ChoiceOption>;

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
		if (!found) throw refused('field "Options"', options, 'Allowed: an object.');
		this.options = found;
	}

	/** A field's value; of a resource locator, the value inside. */
	value(name: FieldName): unknown {
		return unwrapped(this.evaluated(name, FIELDS[name]));
	}

	/** Whether a field is on. */
	isOn(name: FieldName): boolean {
		return readSwitch(this.value(name), `field "${FIELDS[name]}"`);
	}

	/** Whether an option is on. */
	isOptionOn(name: NameOf<SwitchOption>): boolean {
		return readSwitch(this.option(name), called(name));
	}

	/** An option's text, trimmed; a number counts as text, and an empty cell as none. */
	text(name: NameOf<TextOption>): string {
		const value = this.option(name) ?? '';
		if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
		throw refused(called(name), value, 'Allowed: text.');
	}

	number(name: NameOf<NumberOption>): number {
		const { minValue, maxValue, scale } = OPTIONS[name];
		const value = this.option(name);
		const text = plainTextOf(value);
		const number = text === '' ? NaN : Number(text);
		const isInRange = number >= minValue && number <= maxValue;
		if (isInRange && (scale === 'fractions' || Number.isInteger(number))) return number;
		const kind = scale === 'whole' ? 'a whole number' : 'a number';
		throw refused(called(name), value, `Allowed: ${kind} from ${minValue} to ${maxValue}.`);
	}

	choice<Name extends ChoiceName>(name: Name): Table[Name]['choices'][number]['value'] {
		const value = this.option(name);
		const { choices }: { choices: Table[Name]['choices'] } = OPTIONS[name];
		const choice = choices.find((it) => it.value === value);
		if (choice) return choice.value;
		const allowed = choices.map((it) => it.value).join(', ');
		throw refused(called(name), value, `Allowed: ${allowed}.`);
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
