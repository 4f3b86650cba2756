import codex from '../../../nodes/JumdataAiDraw/JumdataAiDraw.node.json';

test('the node is found in n8n’s node panel, whose search leaves out the category AI', () => {
	expect(codex.categories).not.toContain('AI');
	expect(codex).not.toHaveProperty('subcategories.AI');
});

test('the codex file is the node’s', () => {
	expect(codex.node).toBe('n8n-nodes-jumdata.jumdataAiDraw');
});
