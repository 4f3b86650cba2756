/** The vendor's words for each documented code. */
export const messages: Record<number, string> = {
	200: '成功',
	201: 'taskId不存在',
	202: '文本黄反拦截',
	400: '参数错误',
	404: '接口地址不正确',
	500: '系统维护,请稍候再试',
	601: '接口未开通',
	602: '账号停用',
	604: '接口停用',
	606: '调用超限,请稍候再试',
	607: 'ip不在白名单',
	609: '请求过于频繁,请稍候再试',
	610: '请求超时',
	999: '其他错误',
};

/** The vendor's words for a code, also for one that its page does not know. */
export const messageOf = (code: number | string): string => messages[Number(code)] ?? '其他错误';
