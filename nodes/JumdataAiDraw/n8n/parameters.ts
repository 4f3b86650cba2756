import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Failure } from '../failure';
import { readPrompt } from '../rows/readPrompt';
import { readTaskId } from '../rows/readTaskId';
import type { LongText } from '../rows/readText';
import { shown } from '../words';
import type { Fetching, Row } from '../rows/row';
import type { Prompt } from '../jumdata/values';
import {
	OPERATIONS,
	OPTIONS,
	type NumberOption,
	type OperationName,
	type OptionName,
} from '../rows/options';

/** What holds for the whole batch; an expression is read for the first row. */
export interface BatchSettings {
	operation: OperationName;
	maxConcurrency: number;
	/** Most images that the node may buy in one execution; 0 = no limit. */
	maxImages: number;
	/** The balance below which nothing is bought; 0 = not looked at. */
	minBalance: number;
}

/** Reads what holds for the whole batch. Throws a `Failure` for values that make no sense. */
export function readBatchSettings(context: IExecuteFunctions): BatchSettings {
	// One by one: an option that holds for a row alone, and fails for the first, must not fail the batch.
	const form = new Form(context, 0, (name) => context.getNodeParameter(`options.${name}`, 0, null));
	const operation = form.value('operation');
	if (!OPERATIONS.some((name) => name === operation)) {
		throw new Failure(
			`the operation ${shown(operation)} does not exist`,
			`Allowed: ${OPERATIONS.join(', ')}.`,
		);
	}
	return {
		operation: operation as OperationName,
		maxConcurrency: form.number('maxConcurrency'),
		maxImages: form.number('maxImages'),
		minBalance: form.number('minBalance'),
	};
}

/**
 * Reads one row. Throws a `Failure` that names the value and what is allowed. `paid`: what was paid for it
 * already, so that its cells are not looked at.
 */
export function readRow(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: OperationName,
	paid?: Prompt,
): Row {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return readers[operation](new Form(context, itemIndex, (name) => options[name]), paid);
}

/** What each operation reads of a row. */
const readers: { [Name in OperationName]: (form: Form, paid?: Prompt) => Row<Name> } = {
	generateAndWait: (form, paid) => ({
		operation: 'generateAndWait',
		...timesOf(form),
		...fetchingOf(form),
		prompt: paid ?? promptOf(form),
	}),
	submit: (form, paid) => ({
		operation: 'submit',
		...timesOf(form),
		prompt: paid ?? promptOf(form),
	}),
	query: (form) => ({
		operation: 'query',
		...timesOf(form),
		...fetchingOf(form),
		taskId: readTaskId(form.value('taskId')),
		waitForCompletion: isTrue(form.value('waitForCompletion')),
	}),
	getBalance: (form) => ({ operation: 'getBalance', ...timesOf(form) }),
};

function timesOf(form: Form) {
	return {
		itemIndex: form.itemIndex,
		maxWaitMs: form.number('maxWaitTime') * 1000,
		requestTimeoutMs: form.number('requestTimeout') * 1000,
	};
}

function fetchingOf(form: Form): Fetching {
	return {
		downloadImages: isTrue(form.value('downloadImages')),
		binaryPropertyName: form.text('binaryPropertyName') || OPTIONS.binaryPropertyName.default,
		fileName: form.text('fileName'),
		outputMode: form.choice('outputMode') as Fetching['outputMode'],
		onTimeout: form.choice('onTimeout') as Fetching['onTimeout'],
		pollIntervalMs: form.number('pollInterval') * 1000,
	};
}

function promptOf(form: Form): Prompt {
	const cells = {
		text: form.value('text'),
		style: form.value('style'),
		resolution: form.value('resolution'),
		num: form.value('num'),
	};
	return readPrompt(cells, form.choice('longText') as LongText);
}

/** The node's form, filled in for one row: the only place that asks n8n for parameters. */
class Form {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
		private readonly optionOf: (name: OptionName) => unknown,
	) {}

	/** A parameter's value; of a resource locator, the value inside. */
	value(name: string): unknown {
		return unwrapped(this.context.getNodeParameter(name, this.itemIndex, undefined));
	}

	/** An option's text, trimmed; a number counts as text, and an empty cell as none. */
	text(name: OptionName): string {
		const value = this.option(name) ?? '';
		if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
		throw this.refused(name, value, 'Allowed: text.');
	}

	number(name: OptionName): number {
		const { minValue, maxValue, scale } = OPTIONS[name] as NumberOption;
		const value = this.option(name);
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		const fits =
			typeof number === 'number' &&
			number >= minValue &&
			number <= maxValue &&
			(scale === 'fractions' || Number.isInteger(number));
		if (fits) return number;
		const kind = scale === 'whole' ? 'a whole number' : 'a number';
		throw this.refused(name, value, `Allowed: ${kind} from ${minValue} to ${maxValue}.`);
	}

	choice(name: 'longText' | 'onTimeout' | 'outputMode'): string {
		const value = this.option(name);
		const allowed: string[] = OPTIONS[name].choices.map((choice) => choice.value);
		if (typeof value === 'string' && allowed.includes(value)) return value;
		throw this.refused(name, value, `Allowed: ${allowed.join(', ')}.`);
	}

	/** The default counts only where nobody set the option: an expression that finds nothing must not lift a limit. */
	private option(name: OptionName): unknown {
		const { options } = this.context.getNode().parameters;
		const isSet = typeof options === 'object' && options !== null && name in options;
		return isSet ? unwrapped(this.optionOf(name)) : OPTIONS[name].default;
	}

	private refused(name: OptionName, value: unknown, allowed: string): Failure {
		return new Failure(
			`the option "${OPTIONS[name].displayName}" cannot be ${value === undefined || value === null ? 'empty' : shown(value)}`,
			allowed,
		);
	}
}

function unwrapped(value: unknown): unknown {
	const isLocator =
		typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
	return isLocator ? value.value : value;
}

function isTrue(value: unknown): boolean {
	return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}
