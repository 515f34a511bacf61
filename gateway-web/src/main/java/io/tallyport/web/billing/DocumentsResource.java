package io.tallyport.web.billing;

import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.Documents;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.KeyRole;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** {@code /v1/billing/documents}: invoices, credit notes, receipts and statements, and their files as they were stored. */
@Path("/billing/documents")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class DocumentsResource {
    @Inject
    private Documents documents;

    @Inject
    private DocumentJson json;

    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        long organisation = organisation(request);
        return Page.of(request, (before, most) -> documents.of(organisation, before, most), Document::id, json::of);
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id, @Context HttpServletRequest request) {
        return json.of(require(request, id));
    }

    @GET
    @Path("/{id}/pdf")
    @Produces("application/pdf")
    public Response pdf(@PathParam("id") String id, @Context HttpServletRequest request, @Context Request conditions) {
        return file(require(request, id), Kind.PDF, conditions);
    }

    @GET
    @Path("/{id}/cii.xml")
    @Produces(MediaType.APPLICATION_XML)
    public Response cii(@PathParam("id") String id, @Context HttpServletRequest request, @Context Request conditions) {
        return file(require(request, id), Kind.CII, conditions);
    }

    @GET
    @Path("/{id}/ubl.xml")
    @Produces(MediaType.APPLICATION_XML)
    public Response ubl(@PathParam("id") String id, @Context HttpServletRequest request, @Context Request conditions) {
        return file(require(request, id), Kind.UBL, conditions);
    }

    private Response file(Document document, Kind kind, Request conditions) {
        if (!document.expected().contains(kind)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "This document has no such file.");
        }
        DocumentFile file = documents.file(document, kind).orElseThrow(() -> new GatewayException(
                        ErrorCode.OVERLOADED, "This file is being made; ask again in some seconds.")
                .retryAfter("5"));
        EntityTag tag = new EntityTag(file.sha256());
        Response.ResponseBuilder unchanged = conditions.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(file.bytes()) : unchanged;
        return answer.tag(tag)
                .header("content-type", kind.mediaType())
                .header("content-disposition", "attachment; filename=\"" + file.name() + '"')
                .header("cache-control", "private, no-cache")
                .build();
    }

    private Document require(HttpServletRequest request, String id) {
        return documents
                .find(organisation(request), Page.id("document", id))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such document."));
    }

    private static long organisation(HttpServletRequest request) {
        return ApiKeyFilter.caller(request).walletId();
    }
}
