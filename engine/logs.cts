import type { LogLevel, LogMetadata, Logger } from 'n8n-workflow';

/** One line that a node, or n8n itself, wrote into n8n's log. */
export interface LogEntry {
	level: LogLevel;
	message: string;
	metadata: LogMetadata;
}

/** A logger that writes nothing anywhere and keeps every line, of every level and scope, in `entries`. */
export function recordingLogger(entries: LogEntry[]): Logger {
	const record =
		(level: LogLevel) =>
		(message: string, metadata: LogMetadata = {}) => {
			entries.push({ level, message, metadata });
		};
	const logger = {
		error: record('error'),
		warn: record('warn'),
		info: record('info'),
		debug: record('debug'),
		scoped: () => logger,
	};
	return logger;
}
