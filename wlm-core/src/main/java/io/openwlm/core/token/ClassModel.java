package io.openwlm.core.token;

/** A model as one service class uses it. */
record ClassModel(ModelUse use, CallHistory history) {}
