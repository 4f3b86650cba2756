import codex from '../../../nodes/JumdataAiDraw/JumdataAiDraw.node.json';

test('the node is found in n8n’s node panel, whose search leaves out the category AI', () => {
	expect(codex.categories).not.toContain('AI');
	expect(codex).not.toHaveProperty('subcategories.AI');
});

test('the codex file is the node’s', () => {
	expect(codex.node).toBe('n8n-nodes-jumdata.jumdataAiDraw');
});

test('as a tool for agents, the node stands among the other tools', () => {
	expect(codex.subcategories).toEqual({ Tools: ['Other Tools'] });
});

test.each([
	'image generation',
	'AI image',
	'generate picture',
	'text to image',
	'文生图',
	'绘画',
	'作图',
	'聚美智数',
])('the node is found by the search word %s', (word) => {
	expect(codex.alias).toContain(word);
});
