import {
	deepCopy,
	UnexpectedError,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type Workflow,
} from 'n8n-workflow';

const notStored = async (): Promise<never> => {
	throw new UnexpectedError('The harness keeps no stored credentials');
};

/** Resolves a value of a generic `authenticate`, where `={{ $credentials.x }}` is an expression. */
function resolved(
	value: unknown,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
) {
	if (typeof value !== 'string' || !value.startsWith('=')) return value;
	return workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials: credentials },
		undefined,
		'',
	);
}

/** Adds the headers, query, body … of a generic `authenticate` to the request, as n8n's server does. */
function addGeneric(
	parts: object,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): IHttpRequestOptions {
	const target = request as unknown as Record<string, IDataObject>;
	target.headers ??= {};
	for (const [part, fields] of Object.entries(parts)) {
		target[part] ??= {};
		for (const [key, value] of Object.entries(fields as IDataObject)) {
			const name = String(resolved(key, credentials, workflow, node));
			target[part][name] = resolved(value, credentials, workflow, node) as IDataObject[string];
		}
	}
	return request;
}

/** The data given for a credential type, completed with the type's defaults, as n8n decrypts it. */
export function givenData(
	types: Record<string, ICredentialType>,
	given: Record<string, ICredentialDataDecryptedObject>,
	name: string,
): ICredentialDataDecryptedObject {
	if (!given[name]) throw new UnexpectedError(`No credential of type "${name}" was given`);
	const defaults = types[name]?.properties.map((field) => [field.name, field.default]);
	return deepCopy({ ...Object.fromEntries(defaults ?? []), ...given[name] });
}

/**
 * Stands in for n8n's credential store: every node that asks for a credential type gets what `dataOf`
 * has for it, and its requests go through the type's `authenticate`.
 */
export function givenCredentials(
	types: Record<string, ICredentialType>,
	dataOf: (name: string) => ICredentialDataDecryptedObject,
): ICredentialsHelper {
	return {
		getParentTypes: (name) => types[name]?.extends ?? [],
		getCredentialsProperties: (name) => types[name]?.properties ?? [],
		isCredentialUsableByNode: (name, nodeType) =>
			!types[name]?.restrictToSupportedNodes ||
			(types[name].supportedNodes ?? []).includes(nodeType),

		getDecrypted: async (_additionalData, _nodeCredentials, name) => dataOf(name),

		async authenticate(credentials, name, requestOptions, workflow, node) {
			const request = requestOptions as IHttpRequestOptions;
			const authenticate = types[name]?.authenticate;
			if (!authenticate) return request;
			if (typeof authenticate === 'function') return await authenticate(credentials, request);
			return addGeneric(authenticate.properties, credentials, request, workflow!, node!);
		},

		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getCredentials: notStored,
		updateCredentials: notStored,
		updateCredentialsOauthTokenData: notStored,
	};
}
