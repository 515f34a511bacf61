package io.tallyport.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The API under {@code /v1}; resources and filters are found by their annotations. */
@ApplicationPath("/v1")
public class Api extends Application {}
