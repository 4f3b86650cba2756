import { setMaxListeners } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule } from './faults.cts';
import { control, controlPrefix } from './server/controlApi.cts';
import { listen, type Listener } from './server/listen.cts';
import { drawPlainPicture } from './pictures/plainPicture.cts';
import { PictureStore } from './server/pictureStore.cts';
import { readFields } from './server/requestFields.cts';
import { sendReply, type Outlet } from './server/sendReply.cts';
import { JumdataService, type ApiReply, type ServiceOptions } from './service.cts';

/** The service's options, and the shell's: ports (0 is a free one), and flat pictures that take no time. */
export interface SimulatorOptions extends Partial<ServiceOptions> {
	apiPort?: number;
	imagePort?: number;
	plainPictures?: boolean;
}

/** A request as it came over HTTP, its body to the byte. */
export interface HttpRequest {
	atMs: number;
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** A running stand-in for the vendor's service. */
export interface Simulator {
	apiUrl: string;
	imageUrl: string;
	service: JumdataService;
	/** Every request to the API's address, control requests left out. */
	apiRequests: HttpRequest[];
	/** Every request to the image server. */
	imageRequests: HttpRequest[];
	addFault(rule: FaultRule): void;
	/** Breaks all API connections and refuses new ones, as a service that is down does. */
	goDown(): Promise<void>;
	/** Takes API connections again, at the same address. */
	comeUp(): Promise<void>;
	/** Ends everything at once, answers under way too. */
	close(): Promise<void>;
}

/** Starts the API and, on a port of its own, the image server, on this machine only. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { apiPort = 0, imagePort = 0, plainPictures = false, ...serviceOptions } = options;
	const clock = { now: () => Date.now(), random: () => Math.random() };
	const service = new JumdataService(serviceOptions, clock);
	const ending = new AbortController();
	setMaxListeners(0, ending.signal);
	const outlet: Outlet = { draw: drawer(plainPictures), signal: ending.signal };
	const apiRequests: HttpRequest[] = [];
	const imageRequests: HttpRequest[] = [];

	const api = await listen(
		apiPort,
		answering(outlet, (request, url) => {
			if (url.pathname.startsWith(controlPrefix))
				return controlReply(service, request, url.pathname);
			apiRequests.push(request);
			const contentType = request.headers['content-type'] ?? '';
			const fields = readFields(url.searchParams, contentType, request.body);
			return service.receive({ method: request.method, path: url.pathname, fields });
		}),
	);
	const images = await listen(
		imagePort,
		answering(outlet, (request) => {
			imageRequests.push(request);
			return service.receiveImage(request.path);
		}),
	);
	if (!serviceOptions.imageBaseUrl) service.configure({ imageBaseUrl: images.url });
	return {
		apiUrl: api.url,
		imageUrl: images.url,
		service,
		apiRequests,
		imageRequests,
		addFault: (rule) => service.addFault(rule),
		goDown: () => api.pause(),
		comeUp: () => api.resume(),
		close: async () => await closeAll(ending, [api, images]),
	};
}

async function closeAll(ending: AbortController, listeners: Listener[]): Promise<void> {
	ending.abort();
	await Promise.all(listeners.map(async (listener) => await listener.pause()));
}

type Reply = (request: HttpRequest, url: URL) => ApiReply;

const answering =
	(outlet: Outlet, reply: Reply) =>
	(incoming: IncomingMessage, response: ServerResponse): void => {
		const work = async () => {
			const request = await received(incoming);
			const url = new URL(request.path, 'http://simulator.invalid');
			await sendReply(response, reply(request, url), outlet);
		};
		work().catch((error: unknown) => {
			// A client that left, and the simulator's own end, are nothing to report.
			if (!response.destroyed && !outlet.signal.aborted) console.error(error);
			response.destroy();
		});
	};

async function received(incoming: IncomingMessage): Promise<HttpRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const { method = 'GET', url = '/', headers } = incoming;
	return { atMs: Date.now(), method, path: url, headers, body: Buffer.concat(chunks) };
}

function controlReply(service: JumdataService, request: HttpRequest, path: string): ApiReply {
	const { method, body } = request;
	const { httpStatus, json } = control(service, { method, path, body: body.toString('utf8') });
	return { httpStatus, headers: { 'content-type': 'application/json' }, body: json };
}

function drawer(plainPictures: boolean): Outlet['draw'] {
	let store: PictureStore | undefined;
	return async (order, format) => {
		store ??= new PictureStore(plainPictures ? drawPlainPicture : loadPainter().drawPicture);
		return await Promise.resolve(store.get(order, format));
	};
}

/** Loaded late: the painter brings a native library and fonts that plain pictures do without. */
function loadPainter(): typeof import('./pictures.cts') {
	return require('./pictures.cts') as typeof import('./pictures.cts');
}
