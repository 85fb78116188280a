;;; emacs.el --- Eglot against the language server over stdio, in batch  -*- lexical-binding: t -*-
;; From the repository's root:  emacs -Q --batch -l e2e/emacs.el
;; Eglot 1.9 announces neither pull diagnostics nor deferred code actions: both must arrive complete.

(set-language-environment "UTF-8")
(require 'package)
;; -Q leaves out the place where Debian puts packages
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'cl-lib)
(require 'json)

(defvar e2e-root default-directory)
(defun e2e-read (name)
  (with-temp-buffer
    (insert-file-contents (expand-file-name (concat "e2e/scene/" name) e2e-root))
    (buffer-string)))
(defvar e2e-scene (json-parse-string (e2e-read "scene.json") :object-type 'plist :array-type 'list))
(defvar e2e-before (e2e-read "trap.py"))
(defvar e2e-after (e2e-read "fixed.py"))
(defvar e2e-fix (plist-get e2e-scene :fix))

(defvar e2e-passed 0)
(defvar e2e-failed 0)
(defun e2e-say (format-string &rest args) (princ (concat (apply #'format format-string args) "\n")))
(defun e2e-step (title ok &optional detail)
  "Tell the verdict; the first failure ends the run, as later steps build on it."
  (let ((text (concat title (if detail (format "  (%s)" detail) ""))))
    (unless ok (error "%s" text))
    (cl-incf e2e-passed)
    (e2e-say "ok   %s" text)))
(defun e2e-eventually (probe)
  "Let the connection and the timers run until PROBE answers, at most 20 s."
  (let ((deadline (+ (float-time) 20)) seen)
    (while (and (not (setq seen (funcall probe))) (< (float-time) deadline))
      (accept-process-output nil 0.05))
    seen))

(defun e2e-lsp (diagnostic) (cdr (assq 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))))
(defun e2e-findings ()
  "\"rule line text\" of each diagnostic; the text is cut from the buffer by Emacs' own positions."
  (flymake-start nil)             ; in batch nothing else makes Flymake take over what Eglot has received
  (sort (mapcar (lambda (d)
                  (format "%s %d %s" (plist-get (e2e-lsp d) :code) (1- (line-number-at-pos (flymake-diagnostic-beg d)))
                          (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d))))
                (flymake-diagnostics))
        #'string<))
(defun e2e-expected (&optional without)
  (sort (cl-loop for f in (plist-get e2e-scene :findings)
                 unless (equal (plist-get f :rule) without)
                 collect (format "%s %d %s" (plist-get f :rule) (plist-get f :line) (plist-get f :text)))
        #'string<))

(defun e2e-take-fix ()
  "Run the real command; answer its menu as a person would; return the titles that it offered."
  (let* (titles
         (last-nonmenu-event t)   ; otherwise Eglot believes in a mouse click and opens a pop-up menu
         (completing-read-function
          (lambda (_prompt items &rest _)
            (setq titles (mapcar #'car items))
            (or (cl-find-if (lambda (title) (string-prefix-p (plist-get e2e-fix :title) title)) titles)
                (error "Offered: %S" titles)))))
    (eglot-code-actions (point) nil nil t)
    titles))

(defun e2e-scenario (folder)
  (let ((file (expand-file-name "trap.py" folder))
        (coding-system-for-write 'utf-8-unix)
        (eglot-autoshutdown nil)
        (eglot-server-programs
         `((python-mode . ("node" ,(or (getenv "SERVER") (expand-file-name (plist-get e2e-scene :server) e2e-root)) "--stdio"))))
        (fixed-rule (plist-get e2e-fix :rule)))
    (setq make-backup-files nil create-lockfiles nil)
    (with-temp-file file (insert e2e-before))
    (e2e-say "Emacs %s" emacs-version)
    (switch-to-buffer (find-file-noselect file))
    (apply #'eglot (eglot--guess-contact))
    (e2e-step "Eglot connects" (e2e-eventually #'eglot-current-server)
              (plist-get (eglot--server-info (eglot-current-server)) :name))
    (e2e-eventually (lambda () (equal (e2e-findings) (e2e-expected))))
    (e2e-step "the findings are pushed, in the right columns" (equal (e2e-findings) (e2e-expected)) (e2e-findings))
    (dolist (d (flymake-diagnostics))
      (let ((lsp (e2e-lsp d)))
        (e2e-step (format "source of %s" (plist-get lsp :code))
                  (equal (plist-get lsp :source) (plist-get e2e-scene :source)) (plist-get lsp :message))
        (when (equal (plist-get lsp :code) fixed-rule) (goto-char (flymake-diagnostic-beg d)))))
    (e2e-step (format "a fix that starts with \"%s\" is taken" (plist-get e2e-fix :title)) t
              (mapconcat #'identity (e2e-take-fix) " | "))
    (e2e-step "it changes that line only, behind the emoji"
              (e2e-eventually (lambda () (equal (buffer-string) e2e-after)))
              (string-trim (thing-at-point 'line t)))
    (save-buffer)                 ; also sends the change: the idle timer that does it otherwise never runs in batch
    (e2e-step "the file on disk is as expected"
              (equal (with-temp-buffer (insert-file-contents file) (buffer-string)) e2e-after))
    (e2e-eventually (lambda () (equal (e2e-findings) (e2e-expected fixed-rule))))
    (e2e-step "its finding goes, the others stay" (equal (e2e-findings) (e2e-expected fixed-rule)) (e2e-findings))
    (let ((server (eglot-current-server)))
      (eglot-shutdown server)
      (e2e-step "the server stops when asked" (e2e-eventually (lambda () (not (jsonrpc-running-p server))))))))

(let ((folder (make-temp-file "async-pitfalls-emacs-" t)))
  (condition-case problem
      (e2e-scenario folder)
    (error (cl-incf e2e-failed) (e2e-say "FAIL %s" (error-message-string problem))))
  (delete-directory folder t))
(e2e-say "%d passed, %d failed" e2e-passed e2e-failed)
(kill-emacs (if (zerop e2e-failed) 0 1))
