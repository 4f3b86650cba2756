import type { IExecuteFunctions } from 'n8n-workflow';
import type { Prompt } from '../jumdata/values';
import { FIELDS } from '../rows/fields';
import { type OperationName, OPERATIONS } from '../rows/menu';
import { OPTIONS } from '../rows/options';
import { readProductCode } from '../rows/readProductCode';
import { readPrompt } from '../rows/readPrompt';
import { readTaskId } from '../rows/readTaskId';
import { unusable } from '../rows/unusable';
import type { Row } from '../rows/row';
import { Form } from './form';

/** Reads what holds for the whole run, from the first row. Throws a `Failure` for values that make no sense. */
export function readRunSettings(context: IExecuteFunctions) {
	const form = new Form(context, 0);
	const value = form.value('operation');
	const operation = OPERATIONS.find((name) => name === value);
	if (!operation) throw unusable('operation', value, `Allowed: ${OPERATIONS.join(', ')}.`);
	return {
		operation,
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
	return readers[operation](new Form(context, itemIndex), paid);
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
		waitForCompletion: form.isOn('waitForCompletion'),
	}),
	getBalance: (form) => ({
		operation: 'getBalance',
		...timesOf(form),
		productCode: productCodeOf(form),
	}),
};

function timesOf(form: Form) {
	return {
		itemIndex: form.itemIndex,
		maxWaitMs: form.number('maxWaitTime') * 1000,
		requestTimeoutMs: form.number('requestTimeout') * 1000,
	};
}

function fetchingOf(form: Form) {
	return {
		downloadImages: form.isOn('downloadImages'),
		binaryPropertyName: form.text('binaryPropertyName') || OPTIONS.binaryPropertyName.default,
		fileName: form.text('fileName'),
		outputMode: form.choice('outputMode'),
		onTimeout: form.choice('onTimeout'),
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
	return readPrompt(cells, form.choice('longText'));
}

function productCodeOf(form: Form): string | undefined {
	const balanceOf = form.value('balanceOf');
	if (balanceOf === 'account') return undefined;
	if (balanceOf === 'product') return readProductCode(form.value('productCode'));
	throw unusable(`field "${FIELDS.balanceOf}"`, balanceOf, 'Allowed: account, product.');
}
