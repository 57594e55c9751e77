import { z } from 'zod';
import { DETAILS, ROLES } from './vocabulary.ts';

/** The training format of one line, as vendors document it (OpenAI chat fine-tuning guide, read 2026-11-22). */

const textPartSchema = z.object({ type: z.literal('text'), text: z.string() });
const imagePartSchema = z.object({
  type: z.literal('image_url'),
  image_url: z.object({ url: z.string(), detail: z.enum(DETAILS).optional() }),
});
const refusalPartSchema = z.object({ type: z.literal('refusal'), refusal: z.string() });
const contentPartSchema = z.discriminatedUnion('type', [textPartSchema, imagePartSchema, refusalPartSchema]);

const toolCallSchema = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const messageSchema = z.object({
  role: z.enum(ROLES),
  content: z.union([z.string(), z.array(contentPartSchema), z.null()]).optional(),
  name: z.string().optional(),
  weight: z.union([z.literal(0), z.literal(1)]).optional(),
  tool_calls: z.array(toolCallSchema).optional(),
  tool_call_id: z.string().optional(),
  function_call: z.object({ name: z.string(), arguments: z.string() }).optional(),
  refusal: z.string().nullable().optional(),
});

/** One line of a chat training file. */
export const lineSchema = z.object({
  messages: z.array(messageSchema).min(1),
  tools: z.array(z.unknown()).optional(),
  parallel_tool_calls: z.boolean().optional(),
  functions: z.array(z.unknown()).optional(),
});
