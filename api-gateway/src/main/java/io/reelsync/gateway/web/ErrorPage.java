package io.reelsync.gateway.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what went wrong outside Spring MVC. */
@Controller
class ErrorPage implements ErrorController {
    private final ApiExceptionHandler errors;

    ErrorPage(ApiExceptionHandler errors) {
        this.errors = errors;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        // Asked for by its address there is no error to tell of: that page does not exist.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return errors.ofStatus(status, HttpHeaders.EMPTY, request);
    }
}
