/** An image in n8n's binary storage; only n8n looks inside. */
export type StoredImage = object;
