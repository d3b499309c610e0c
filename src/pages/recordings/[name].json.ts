import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';

export const getStaticPaths = (async () =>
	(await getCollection('recordings')).map(({ id, data }) => ({
		params: { name: id },
		props: { data },
	}))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ props }) => Response.json(props.data);
