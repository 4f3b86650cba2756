import type { FaultRule } from '../simulator/faults.cts';

/** Every task looks as if it were still being drawn, until the service's faults are cleared. */
export const stillDrawing: FaultRule = {
	on: 'query',
	times: null,
	fault: { kind: 'answer', code: 200, charge: false, data: { status: 0 } },
};
