import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_BASE_URL } from './address';
import { signedRequest } from './signedRequest';

/** The two keys of a Jumdata account, and how its API is reached; signs every request that n8n makes with it. */
export class JumdataApi implements ICredentialType {
	name = 'jumdataApi';

	displayName = 'Jumdata API';

	icon: Icon = {
		light: 'file:../nodes/JumdataAiDraw/jumdata.svg',
		dark: 'file:../nodes/JumdataAiDraw/jumdata.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-jumdata/n8n-nodes-jumdata#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'You find both keys in your account at <a href="https://my.jumdata.com" target="_blank">my.jumdata.com</a>. Jumdata may ask for the public IP address of this n8n server, for its whitelist.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. xyzxy2121zxyz',
			description: 'Called appId in your Jumdata account',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Called appSecret in your Jumdata account. It signs each request and is never sent.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Change this only if Jumdata gave you another address',
		},
		{
			displayName: 'Body Format',
			name: 'bodyFormat',
			type: 'options',
			options: [
				{
					name: 'Multipart',
					value: 'multipart',
					description: 'As Jumdata documents it (form-data)',
				},
				{
					name: 'URL Encoded',
					value: 'urlencoded',
					description: 'Try this if Jumdata says that fields are missing',
				},
			],
			default: 'multipart',
			description: 'How the fields of a request are written',
		},
	];

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => signedRequest(credentials, requestOptions, Date.now());
}
