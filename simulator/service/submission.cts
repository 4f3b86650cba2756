import { isResolution, isStyle, type Resolution, type Style } from '../styles.cts';

/** What one accepted submit asks for. */
export interface Submission {
	text: string;
	style: Style;
	resolution: Resolution;
	num: number;
}

const maxTextCharacters = 100;

/** Reads a submit's fields; the flaw, in Chinese, names the first field that is wrong. */
export function readSubmission(fields: Record<string, string>): Submission | { flaw: string } {
	const { text = '', resolution = '', style = '', num = '1' } = fields;
	if (text.trim() === '') return { flaw: 'text不能为空' };
	if ([...text].length > maxTextCharacters) return { flaw: 'text长度不能超过100个字' };
	if (resolution === '') return { flaw: 'resolution不能为空' };
	if (!isResolution(resolution)) return { flaw: '分辨率不正确' };
	if (style === '') return { flaw: 'style不能为空' };
	if (!isStyle(style)) return { flaw: '风格值不正确' };
	if (!/^[1-6]$/.test(num)) return { flaw: '图片生成数量不正确' };
	return { text, style, resolution, num: Number(num) };
}
