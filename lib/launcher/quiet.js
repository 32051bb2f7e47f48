/** The pinned versions of Next and of the AWS SDK run on the Node that the launcher asks for; neither has to say more about it. */
export const quiet = { NEXT_TELEMETRY_DISABLED: '1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
