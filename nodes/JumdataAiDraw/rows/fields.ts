/** The node's fields besides its options: what workflows save them as, and what people read. */
export const FIELDS = {
	operation: 'Operation',
	text: 'Text',
	style: 'Style',
	resolution: 'Resolution',
	num: 'Number of Images',
	taskId: 'Task ID',
	waitForCompletion: 'Wait for Completion',
	downloadImages: 'Download Images',
	balanceOf: 'Balance Of',
	productCode: 'Product Code',
} as const;
