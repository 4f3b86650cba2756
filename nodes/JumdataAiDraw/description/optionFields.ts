import type { INodeProperties } from 'n8n-workflow';
import {
	type ChoiceOption,
	type NumberOption,
	type OperationName,
	OPTIONS,
	type TextOption,
} from '../rows/options';

/** The collection of options, made from the one table that the node reads them by. */
export const optionFields: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: Object.entries(OPTIONS).map(([name, option]) => optionField(name, option)),
};

function optionField(
	name: string,
	option: NumberOption | TextOption | ChoiceOption,
): INodeProperties {
	const { displayName, description, operations } = option;
	return {
		displayName,
		name,
		description,
		displayOptions: { show: { '/operation': [...operations] as OperationName[] } },
		...valueOf(option),
	};
}

function valueOf(
	option: NumberOption | TextOption | ChoiceOption,
): Pick<INodeProperties, 'type' | 'default' | 'options' | 'placeholder' | 'typeOptions'> {
	switch (option.type) {
		case 'number': {
			const { minValue, maxValue, scale } = option;
			const numberPrecision = scale === 'whole' ? 0 : 3;
			return {
				type: 'number',
				default: option.default,
				typeOptions: { minValue, maxValue, numberPrecision },
			};
		}
		case 'options':
			return { type: 'options', default: option.default, options: [...option.choices] };
		case 'string':
			return { type: 'string', default: option.default, placeholder: option.placeholder };
	}
}
