/** Words of the training format, as vendors document it (OpenAI chat fine-tuning guide, read 2026-11-22). */
export const ROLES = ['system', 'user', 'assistant', 'tool', 'function'] as const;
export const DETAILS = ['auto', 'low', 'high'] as const;
